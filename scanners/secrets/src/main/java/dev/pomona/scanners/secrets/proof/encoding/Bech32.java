// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.encoding;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Bech32 (BIP 173) and Bech32m (BIP 350): a name, a `1`, data in digits of five bits, and six digits of checksum.
/// Texts
/// longer than the 90 characters of Bitcoin's addresses are read too, as age writes them.
///
/// @param name in small letters
/// @param data in whole bytes
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Bech32(String name, byte[] data) {

    private static final String DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int MAX_LENGTH = 1023;
    private static final int CHECKSUM_DIGITS = 6;
    private static final int FIRST_VERSION = 1;
    private static final int SECOND_VERSION = 0x2bc830a3;

    /// `null` when the text is not written so or its checksum does not hold.
    public static @Nullable Bech32 decode(String text) {
        if (text.length() > MAX_LENGTH) return null;
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) return null;
        int one = lower.lastIndexOf('1');
        if (one < 1 || lower.length() - one - 1 < CHECKSUM_DIGITS) return null;
        int sum = 1;
        for (int i = 0; i < one; i++) {
            char c = lower.charAt(i);
            if (c < 33 || c > 126) return null;
            sum = step(sum, c >> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < one; i++) {
            sum = step(sum, lower.charAt(i) & 31);
        }
        var data = new ByteArrayOutputStream();
        int held = 0;
        int bits = 0;
        for (int i = one + 1; i < lower.length(); i++) {
            int digit = DIGITS.indexOf(lower.charAt(i));
            if (digit < 0) return null;
            sum = step(sum, digit);
            if (i >= lower.length() - CHECKSUM_DIGITS) continue;
            held = (held << 5 | digit) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                data.write(held >>> bits);
            }
        }
        return sum == FIRST_VERSION || sum == SECOND_VERSION
                ? new Bech32(lower.substring(0, one), data.toByteArray())
                : null;
    }

    private static int step(int sum, int value) {
        int top = sum >>> 25;
        int next = (sum & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((top >>> i) & 1) != 0) next ^= GENERATOR[i];
        }
        return next;
    }
}
