// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

import java.util.Arrays;
import java.util.Locale;

/// Bech32 (BIP 173) of 32 bytes, as keys of the age format are written; without its limit on length.
final class Bech32 {

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int CHECKSUM = 6;
    private static final int BYTES = 32;
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    private Bech32() {}

    /// @param prefix in lower case
    /// @throws AgeException when the text is something else, or mistyped
    static byte[] decode(String prefix, String text) throws AgeException {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean isMixed = !text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT));
        int length = (BYTES * 8 + 4) / 5 + CHECKSUM;
        if (isMixed || !lower.startsWith(prefix + "1") || lower.length() != prefix.length() + 1 + length)
            throw none(prefix);
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = ALPHABET.indexOf(lower.charAt(prefix.length() + 1 + i));
            if (values[i] < 0) throw none(prefix);
        }
        if (checksum(prefix, values) != 1) throw none(prefix);
        return bytes(prefix, Arrays.copyOf(values, length - CHECKSUM));
    }

    private static byte[] bytes(String prefix, int[] values) throws AgeException {
        byte[] bytes = new byte[BYTES];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int value : values) {
            buffer = (buffer << 5 | value) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        if ((buffer & (1 << bits) - 1) != 0) throw none(prefix);
        return bytes;
    }

    private static int checksum(String prefix, int[] values) {
        int check = 1;
        for (int i = 0; i < prefix.length(); i++) check = step(check, prefix.charAt(i) >> 5);
        check = step(check, 0);
        for (int i = 0; i < prefix.length(); i++) check = step(check, prefix.charAt(i) & 31);
        for (int value : values) check = step(check, value);
        return check;
    }

    private static int step(int check, int value) {
        int top = check >>> 25;
        int next = (check & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if ((top >> i & 1) != 0) next ^= GENERATOR[i];
        }
        return next;
    }

    private static AgeException none(String prefix) {
        return new AgeException("a key of this kind begins with '%s1' and is mistyped or something else"
                .formatted(prefix.endsWith("-") ? prefix.toUpperCase(Locale.ROOT) : prefix));
    }
}
