// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

/// From when on what changes is kept beside the data of a source instead of writing all of it anew.
///
/// With layers an update costs what has changed; without them the same data make the same snapshot, however they were
/// brought together.
///
/// @param from how many records a source has at least
/// @param most how many records may have changed or gone until all is written anew
public record Layers(int from, int most) {

    public static final Layers NONE = new Layers(Integer.MAX_VALUE, 0);

    /// Fewer records than these are written anew in a fraction of a second.
    public static final Layers OF_LARGE_SOURCES = new Layers(5_000, 4_000);
}
