// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.encoding.Marvin32;
import dev.pomona.scanners.secrets.proof.encoding.Radix;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Microsoft's common annotated security keys: 52 random characters, `JQQJ9`, the kind, the year and month of issue,
/// what
/// platform and service reserve, the service's signature, and the first characters of a Marvin32 checksum over all of
/// it
/// (security-utilities, which writes checksums in Base 62 and accepts older ones in Base 64).
final class AzureAnnotatedKey {

    private static final Pattern FORM = Pattern.compile(
            "[A-Za-z0-9]{52}JQQJ9[9DH](?<year>[A-Za-z0-9])(?<month>[A-L])[A-Za-z0-9]{16}[A-Za-z][A-Za-z0-9]{3}(?<checksum>[A-Za-z0-9+/]{4,6})");
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SUMMED_CHARACTERS = 80;
    private static final int SUMMED_BYTES = 60;
    private static final int FIRST_YEAR = 2024;

    private AzureAnnotatedKey() {}

    /// `null` when the text, without padding, is not one of these.
    static @Nullable Verdict check(String text) {
        var key = FORM.matcher(text);
        if (!key.matches()) return null;
        byte[] bytes = Base64Text.decode(text.substring(0, SUMMED_CHARACTERS));
        if (bytes == null) return null;
        String checksum = key.group("checksum");
        int year = FIRST_YEAR + DIGITS.indexOf(key.group("year"));
        int month = 1 + DIGITS.indexOf(key.group("month"));
        int hash = Marvin32.hash(bytes, SUMMED_BYTES, AzureIdentifiableKey.seed("Default0"));
        // the sixth character has bits that decoding drops, so five tell as much
        int compared = Math.min(checksum.length(), 5);
        return checksum.regionMatches(0, base62(hash), 0, compared)
                        || checksum.regionMatches(0, base64(hash), 0, compared)
                ? new Verdict.Proven("its checksum holds; it was issued in %d-%02d".formatted(year, month))
                : new Verdict.Unknown("the checksum known for such keys does not hold");
    }

    /// The bytes from the lowest on, as one number, with zeros behind.
    static String base62(int hash) {
        String digits = Radix.BASE62.text(Integer.reverseBytes(hash) & 0xffff_ffffL, 1);
        return digits + "0".repeat(6 - digits.length());
    }

    private static String base64(int hash) {
        int reversed = Integer.reverseBytes(hash);
        var text = new StringBuilder();
        for (int shift = 26; shift >= 0; shift -= 6) {
            int value = (reversed >>> shift) & 63;
            text.append(value < 62 ? DIGITS.charAt(value) : value == 62 ? '+' : '/');
        }
        return text.toString();
    }
}
