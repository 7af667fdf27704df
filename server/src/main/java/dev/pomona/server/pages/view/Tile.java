// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.Count;
import org.jspecify.annotations.Nullable;

/// A number that leads to what it counts.
///
/// @param words what is counted
/// @param link where it leads; `null` for nowhere
/// @param mood `alarm`, `good` or empty: how it is coloured
public record Tile(String value, String words, @Nullable String link, String mood) {

    /// One that is bad as soon as there is any.
    public static Tile alarm(Count count, String words, String link) {
        return new Tile(count.toString(), words, link, count.isNone() ? "good" : "alarm");
    }

    public static Tile plain(Count count, String words, @Nullable String link) {
        return new Tile(count.toString(), words, link, "");
    }
}
