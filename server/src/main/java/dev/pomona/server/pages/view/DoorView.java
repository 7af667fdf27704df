// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import java.util.List;

/// The way in.
///
/// @param kind `login`, `setup` or `message`
/// @param organisation whose people log in
/// @param key of the setup link; empty elsewhere
/// @param to the page that was asked for; empty elsewhere
/// @param problem why it did not work; empty when it was not tried
/// @param text of a message
public record DoorView(
        String kind, String organisation, String key, String to, List<Way> ways, String problem, String text) {

    /// Somebody who vouches for people.
    public record Way(String name, String path) {}

    @Override
    public String toString() {
        return "DoorView[" + kind + "]";
    }
}
