// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A 512-byte header of a tar file: POSIX ustar, GNU and the older form without magic.
///
/// @param name raw, the prefix field in front of it
/// @param size in bytes; -1 when the field makes no sense
@SuppressWarnings("ArrayRecordComponent") // never compared, lives for one step of a loop
record TarHeader(byte[] name, int mode, long size, char type) {

    static final int BLOCK = 512;

    /// `null` when the block is no header.
    static @Nullable TarHeader parse(byte[] block) {
        if (!isValid(block)) return null;
        byte[] name = text(block, 0, 100);
        // GNU's own format keeps other things where POSIX has the prefix; it ends its magic with a blank.
        boolean posix = block[257] == 'u' && block[262] == 0;
        byte[] prefix = posix ? text(block, 345, 155) : new byte[0];
        if (prefix.length > 0) {
            byte[] joined = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
            joined[prefix.length] = '/';
            System.arraycopy(name, 0, joined, prefix.length + 1, name.length);
            name = joined;
        }
        return new TarHeader(name, (int) number(block, 100, 8), number(block, 124, 12), (char) (block[156] & 0xff));
    }

    /// Whether the checksum holds; old programs summed signed bytes.
    static boolean isValid(byte[] block) {
        long stated = number(block, 148, 8);
        long unsigned = 0;
        long signed = 0;
        boolean blank = true;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
            blank &= block[i] == 0;
        }
        return !blank && (stated == unsigned || stated == signed);
    }

    static boolean isBlank(byte[] block) {
        for (byte b : block) {
            if (b != 0) return false;
        }
        return true;
    }

    private static byte[] text(byte[] block, int from, int length) {
        int end = from;
        while (end < from + length && block[end] != 0) end++;
        return Arrays.copyOfRange(block, from, end);
    }

    /// Octal digits, or GNU's binary form with the top bit set; -1 for anything else.
    private static long number(byte[] block, int from, int length) {
        if ((block[from] & 0x80) != 0) {
            long value = block[from] & 0x3f;
            for (int i = from + 1; i < from + length; i++) {
                if (value >>> 54 != 0) return -1;
                value = (value << 8) | (block[i] & 0xff);
            }
            return (block[from] & 0x40) != 0 ? -1 : value;
        }
        long value = 0;
        int i = from;
        while (i < from + length && block[i] == ' ') i++;
        for (; i < from + length && block[i] != 0 && block[i] != ' '; i++) {
            int digit = block[i] - '0';
            if (digit < 0 || digit > 7) return -1;
            value = (value << 3) | digit;
        }
        return value;
    }
}
