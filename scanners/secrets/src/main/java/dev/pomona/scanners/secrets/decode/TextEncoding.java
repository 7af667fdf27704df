// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

/// How the bytes of a file are to be read, told by a look at its start.
public enum TextEncoding {
    /// UTF-8, ASCII, Latin-1 and everything else whose ASCII characters are single bytes: looked at as it is.
    ASCII_COMPATIBLE,
    UTF_16_LE,
    UTF_16_BE,
    /// No text.
    BINARY;

    /// How much of the start is looked at.
    private static final int SAMPLE = 8 * 1024;
    /// Of a hundred bytes, the most that no text has: zeros and control characters. Texts whose parts are divided by
    /// zeros, as the environment of a process, have fewer; machine code and class files have more.
    private static final int MOST_CONTROLS = 5;
    /// Of a hundred bytes, the most that are not valid in UTF-8: Latin-1 has them where words have accents, packed data
    /// nearly everywhere.
    private static final int MOST_INVALID = 30;

    public static TextEncoding of(byte[] bytes, int length) {
        int size = Math.min(length, SAMPLE);
        if (size >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) return UTF_16_LE;
        if (size >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) return UTF_16_BE;
        int controls = 0;
        int invalid = 0;
        int[] zeros = new int[2];
        for (int i = 0; i < size; i++) {
            int b = bytes[i];
            if (b >= 0x20) continue;
            if (b >= 0) {
                if (b == 0) zeros[i & 1]++;
                if (b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b) controls++;
                continue;
            }
            int width = Utf8.width(bytes, i, size);
            if (width == 0) invalid++;
            else i += width - 1;
        }
        int pairs = size / 2;
        if (pairs > 1 && zeros[1] * 10 >= pairs * 7 && zeros[0] * 20 <= pairs) return UTF_16_LE;
        if (pairs > 1 && zeros[0] * 10 >= pairs * 7 && zeros[1] * 20 <= pairs) return UTF_16_BE;
        boolean isText = controls * 100L <= (long) size * MOST_CONTROLS && invalid * 100L <= (long) size * MOST_INVALID;
        return isText ? ASCII_COMPATIBLE : BINARY;
    }
}
