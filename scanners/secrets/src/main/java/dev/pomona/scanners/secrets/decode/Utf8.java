// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

/// The form of UTF-8 (RFC 3629).
public final class Utf8 {

    private Utf8() {}

    /// How many bytes the character has that starts here: 1 to 4, or 0 when none does or it is cut off.
    public static int width(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) return 1;
        int width = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (width == 0 || at + width > end) return 0;
        for (int i = 1; i < width; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) return 0;
        }
        int second = bytes[at + 1] & 0xff;
        boolean isOdd = (first == 0xe0 && second < 0xa0) // longer than needed
                || (first == 0xed && second >= 0xa0) // half of a pair
                || (first == 0xf0 && second < 0x90)
                || (first == 0xf4 && second >= 0x90); // beyond Unicode
        return isOdd ? 0 : width;
    }

    /// Writes a character and returns the place behind it.
    static int write(int character, byte[] bytes, int at) {
        int next = at;
        if (character < 0x80) {
            bytes[next++] = (byte) character;
        } else if (character < 0x800) {
            bytes[next++] = (byte) (0xc0 | (character >> 6));
            bytes[next++] = (byte) (0x80 | (character & 0x3f));
        } else if (character < 0x10000) {
            bytes[next++] = (byte) (0xe0 | (character >> 12));
            bytes[next++] = (byte) (0x80 | ((character >> 6) & 0x3f));
            bytes[next++] = (byte) (0x80 | (character & 0x3f));
        } else {
            bytes[next++] = (byte) (0xf0 | (character >> 18));
            bytes[next++] = (byte) (0x80 | ((character >> 12) & 0x3f));
            bytes[next++] = (byte) (0x80 | ((character >> 6) & 0x3f));
            bytes[next++] = (byte) (0x80 | (character & 0x3f));
        }
        return next;
    }
}
