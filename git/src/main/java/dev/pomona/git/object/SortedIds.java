// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.lang.foreign.MemorySegment;

/// A table of ids in ascending order, each at the start of a row, as the indexes of packs and our own sets have
/// it.
///
/// A hostile table may be out of order: then ids may not be found, and nothing worse happens.
///
/// @param start where the first id begins
/// @param stride from one id to the next, in bytes
public record SortedIds(MemorySegment bytes, long start, int stride, int count, ObjectFormat format) {

    public SortedIds {
        long end = start + (long) stride * count;
        if (start < 0 || count < 0 || stride < format.bytes() || end > bytes.byteSize()) {
            throw GitFormatException.damaged("a table of ids is longer than its file");
        }
    }

    public ObjectId get(int row) {
        return ObjectId.at(bytes, start + (long) stride * row, format);
    }

    /// The row of an id among rows `from` to before `to`; when it isn't there, `-1 - ` the row where it would
    /// be.
    public int find(ObjectId id, int from, int to) {
        int low = from;
        int high = to - 1;
        if (id.format() != format) return -1 - from;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = id.compareTo(bytes, start + (long) stride * middle);
            if (order == 0) return middle;
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }
        return -1 - low;
    }
}
