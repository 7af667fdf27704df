// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// How an API token is written: `pom_`, 40 random letters and digits (238 bits), and 6 that check
/// them. Scanners for leaked secrets know one when they see it, without asking anybody.
public final class TokenFormat {

    public static final String PREFIX = "pom_";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM = 40;
    private static final int CHECK = 6;

    private TokenFormat() {}

    static String fresh(Randomness randomness) {
        var token = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM; i++) token.append(ALPHABET.charAt(randomness.below(ALPHABET.length())));
        return token + check(token.substring(PREFIX.length()));
    }

    /// Whether a text can be a token at all.
    public static boolean isToken(String text) {
        if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + RANDOM + CHECK) return false;
        String random = text.substring(PREFIX.length(), PREFIX.length() + RANDOM);
        return random.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0) && text.endsWith(check(random));
    }

    /// CRC-32 of the random part, in base 62 with leading zeros.
    private static String check(String random) {
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.US_ASCII));
        var digits = new StringBuilder();
        for (long rest = crc.getValue(); digits.length() < CHECK; rest /= ALPHABET.length()) {
            digits.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
        }
        return digits.reverse().toString();
    }
}
