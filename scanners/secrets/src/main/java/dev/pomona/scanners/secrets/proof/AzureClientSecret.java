// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Marvin32;
import java.nio.charset.StandardCharsets;

/// Client secrets of Entra ID with `8Q~` from the fourth character on end in the first three of six characters of a
/// Marvin32 checksum over the rest (Microsoft's security-utilities); those with `7Q~` have none.
final class AzureClientSecret implements StructuralCheck {

    static final String DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
    private static final int LENGTH = 40;
    private static final int CHECKSUM = 3;
    private static final int FULL_CHECKSUM = 6;

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        if (text.startsWith("7Q~", 3)) return new Verdict.Unknown("client secrets of its form have no checksum");
        if (!text.startsWith("8Q~", 3) || text.length() != LENGTH) {
            return new Verdict.Unknown("it is not in the form that has a checksum");
        }
        int at = LENGTH - CHECKSUM;
        return text.substring(at).equals(checksum(text.substring(0, at)))
                ? new Verdict.Proven("its checksum holds")
                : new Verdict.Refuted("its checksum does not hold");
    }

    static String checksum(String summed) {
        byte[] bytes = summed.getBytes(StandardCharsets.ISO_8859_1);
        long hash = Marvin32.hash(bytes, bytes.length, AzureIdentifiableKey.seed("AadPwd00")) & 0xffff_ffffL;
        var digits = new StringBuilder();
        for (int i = 0; i < FULL_CHECKSUM; i++) {
            digits.append(DIGITS.charAt((int) (hash % DIGITS.length())));
            hash /= DIGITS.length();
        }
        return digits.reverse().substring(0, CHECKSUM);
    }
}
