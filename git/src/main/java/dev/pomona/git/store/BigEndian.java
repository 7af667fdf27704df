// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Numbers as Git writes them in its files.
final class BigEndian {

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static int int32(MemorySegment bytes, long at) {
        return bytes.get(INT, at);
    }

    static long uint32(MemorySegment bytes, long at) {
        return Integer.toUnsignedLong(bytes.get(INT, at));
    }

    static long int64(MemorySegment bytes, long at) {
        return bytes.get(LONG, at);
    }

    /// The table of 256 numbers at the head of indexes: how many ids start with a byte or a lower one.
    static int[] fan(MemorySegment bytes, long at, int most, String file) {
        var fan = new int[256];
        int before = 0;
        for (int i = 0; i < 256; i++) {
            long count = uint32(bytes, at + 4L * i);
            if (count < before || count > most) {
                throw dev.pomona.git.object.GitFormatException.damaged(file + " has a bad table of first bytes");
            }
            fan[i] = before = (int) count;
        }
        return fan;
    }
}
