// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

/// Whether unpacked bytes look like something that someone wrote.
final class Plausible {

    private static final int SAMPLE = 4 * 1024;

    private Plausible() {}

    /// Whether all bytes of a short beginning can be text: random bytes fail nearly always.
    static boolean isTextStart(byte[] bytes, int length) {
        int high = 0;
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            if (b < 0) high++;
            else if ((b < 0x20 && b != '\t' && b != '\n' && b != '\r') || b == 0x7f) return isWideStart(bytes, length);
        }
        return high * 3 <= length;
    }

    /// UTF-16 of ASCII: every second byte is zero, and a mark may stand before it.
    private static boolean isWideStart(byte[] bytes, int length) {
        if (length < 6) return false;
        int start = (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe ? 2 : 0;
        boolean little = true;
        boolean big = true;
        for (int i = start; i + 1 < length; i += 2) {
            little &= bytes[i] > 0 && bytes[i + 1] == 0;
            big &= bytes[i] == 0 && bytes[i + 1] > 0;
        }
        return little || big;
    }

    static boolean isText(byte[] bytes) {
        int size = Math.min(bytes.length, SAMPLE);
        return size > 0 && TextEncoding.of(bytes, size) != TextEncoding.BINARY;
    }
}
