// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.decode.Decoded;
import dev.pomona.scanners.secrets.decode.Layer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text that is searched: a file's own, or what a stretch of another text stands for.
///
/// @param how how it was unpacked; `null` for the file's own
/// @param outer the text that holds it; `null` for the file's own
@SuppressWarnings("ArrayRecordComponent") // not copied, and never compared
record TextView(
        byte[] bytes, @Nullable Decoded how, @Nullable TextView outer) {

    /// The same text: what is packed twice in a file is two.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    static TextView of(byte[] bytes) {
        return new TextView(bytes, null, null);
    }

    TextView inner(Decoded decoded) {
        return new TextView(decoded.bytes(), decoded, this);
    }

    /// Where a place of it starts in the file's own text.
    int sourceStart(int place) {
        return how == null || outer == null ? place : outer.sourceStart(how.sourceStart(place));
    }

    /// Where what ends at a place of it ends in the file's own text.
    int sourceEnd(int place) {
        return how == null || outer == null ? place : outer.sourceEnd(how.sourceEnd(place));
    }

    /// How many stretches are around it.
    int depth() {
        return outer == null ? 0 : outer.depth() + 1;
    }

    /// From outside in.
    List<Layer> layers() {
        if (how == null || outer == null) return List.of();
        var layers = new ArrayList<>(outer.layers());
        layers.addAll(how.layers());
        return layers;
    }

    /// Whether the stretch of it is written differently, character by character, in the text that holds it.
    boolean isRewritten(int start, int end) {
        return how != null && how.offsets() != null && how.sourceEnd(end) - how.sourceStart(start) > end - start;
    }
}
