// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

/// Takes apart stretches of hexadecimal digits.
final class HexRuns {

    /// Sixteen bytes.
    static final int SHORTEST = 32;

    private HexRuns() {}

    /// The value of a hexadecimal digit; -1 for anything else.
    static int value(byte b) {
        if (b >= '0' && b <= '9') return b - '0';
        int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /// Where the digits start in a stretch of letters and digits: behind `0x`, where that is in front.
    static int start(byte[] text, int start, int end) {
        boolean isMarked = end - start > 2 && text[start] == '0' && (text[start + 1] | 0x20) == 'x';
        return isMarked ? start + 2 : start;
    }

    static boolean isHex(byte[] text, int start, int end) {
        if (end - start < SHORTEST || (end - start) % 2 != 0) return false;
        for (int i = start; i < end; i++) {
            if (value(text[i]) < 0) return false;
        }
        return true;
    }

    static byte[] decode(byte[] text, int start, int end) {
        byte[] bytes = new byte[(end - start) / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((value(text[start + 2 * i]) << 4) | value(text[start + 2 * i + 1]));
        }
        return bytes;
    }
}
