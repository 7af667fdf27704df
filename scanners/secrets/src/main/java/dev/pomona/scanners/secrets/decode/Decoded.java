// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stretch of a text stands for.
///
/// @param start where the stretch starts in the text that holds it
/// @param end where it ends there
/// @param layers what was taken off, from outside in
/// @param offsets for each byte, and for the place behind the last, where it stands in the text that holds the stretch;
///     `null` when bytes have no place of their own, and the whole stretch is meant
/// @param isText whether it looks like text; what does not is worth a look only where a keyword stands in it
@SuppressWarnings("ArrayRecordComponent") // not copied, and never compared
public record Decoded(int start, int end, List<Layer> layers, byte[] bytes, int @Nullable [] offsets, boolean isText) {

    public Decoded {
        layers = List.copyOf(layers);
    }

    /// Where the byte at this place starts in the text that holds the stretch.
    public int sourceStart(int place) {
        return offsets == null ? start : offsets[place];
    }

    /// Where the byte before this place ends in the text that holds the stretch.
    public int sourceEnd(int place) {
        return offsets == null ? end : offsets[place];
    }
}
