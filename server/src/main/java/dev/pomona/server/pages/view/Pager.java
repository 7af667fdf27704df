// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import org.jspecify.annotations.Nullable;

/// The ways to the other pages of a list.
///
/// @param first the address of the first page; `null` while on it
/// @param next the address of the next page; `null` at the end
public record Pager(@Nullable String first, @Nullable String next) {

    /// @param address of the list without a place in it
    /// @param here the place of this page; `null` for the first
    /// @param behind the place behind it; `null` at the end
    public static Pager of(String address, @Nullable String here, @Nullable String behind) {
        String joint = address.contains("?") ? "&" : "?";
        return new Pager(
                here == null ? null : address,
                behind == null ? null : address + joint + "after=" + Show.encoded(behind));
    }
}
