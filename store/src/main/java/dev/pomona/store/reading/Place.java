// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import org.jspecify.annotations.Nullable;

/// A row's place in an order: the value it is ordered by, and its id where several have the same.
///
/// @param value as text, the way the database writes it
record Place(String value, String id) {

    private static final char BETWEEN = '\n';

    /// @param text of [#text]; `null` for the place before all
    /// @throws IllegalArgumentException when it is no such text
    static @Nullable Place parse(@Nullable String text) {
        if (text == null) return null;
        int between = text.lastIndexOf(BETWEEN);
        if (between < 0) throw new IllegalArgumentException("no place in a list");
        return new Place(text.substring(0, between), text.substring(between + 1));
    }

    String text() {
        return value + BETWEEN + id;
    }
}
