// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.executable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Numbers and names at offsets of a file; whatever lies outside it throws [IndexOutOfBoundsException].
record Bytes(MemorySegment file, ByteOrder order) {

    private static final int LONGEST_NAME = 256;

    int u8(long offset) {
        return file.get(ValueLayout.JAVA_BYTE, offset) & 0xFF;
    }

    int u16(long offset) {
        return file.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), offset) & 0xFFFF;
    }

    long u32(long offset) {
        return file.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), offset) & 0xFFFF_FFFFL;
    }

    /// Offsets beyond 2^63 come out negative and are refused by whatever uses them.
    long u64(long offset) {
        return file.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), offset);
    }

    /// A number as wide as a pointer.
    long word(boolean wide, long offset) {
        return wide ? u64(offset) : u32(offset);
    }

    /// A text that ends with a zero byte or after `limit` bytes.
    String name(long offset, int limit) {
        int length = 0;
        while (length < Math.min(limit, LONGEST_NAME) && u8(offset + length) != 0) length++;
        return new String(file.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
    }

    String name(long offset) {
        return name(offset, LONGEST_NAME);
    }

    /// The part of the file from `offset`, at most `size` long, cut where the file ends.
    MemorySegment part(long offset, long size) {
        if (offset < 0 || size <= 0 || offset >= file.byteSize()) return file.asSlice(0, 0);
        return file.asSlice(offset, Math.min(size, file.byteSize() - offset));
    }
}
