// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.encoding;

import org.jspecify.annotations.Nullable;

/// Base 32 (RFC 4648) without padding.
public final class Base32Text {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32Text() {}

    /// The bytes, or `null` when the text is not Base 32 or mixes capitals with small letters. Bits that do not fill a
    /// byte are dropped.
    public static byte @Nullable [] decode(String text) {
        var bytes = new byte[(int) (text.length() * 5L / 8)];
        int bits = 0;
        int held = 0;
        int at = 0;
        boolean capitals = false;
        boolean small = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                small = true;
                c = (char) (c - 'a' + 'A');
            } else if (c >= 'A' && c <= 'Z') {
                capitals = true;
            }
            int value = DIGITS.indexOf(c);
            if (value < 0) return null;
            held = held << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (held >>> bits);
                held &= (1 << bits) - 1;
            }
        }
        return capitals && small ? null : bytes;
    }

    /// In capitals, with zero bits at the end where the bytes do not fill a digit.
    public static String encode(byte[] bytes) {
        var text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = held << 8 | (b & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(DIGITS.charAt((held >>> bits) & 31));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) text.append(DIGITS.charAt((held << (5 - bits)) & 31));
        return text.toString();
    }
}
