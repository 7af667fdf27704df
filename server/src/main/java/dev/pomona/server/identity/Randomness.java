// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// Secrets that nobody can guess, and the hashes by which we know them again.
public final class Randomness {

    private static final int SECRET_BYTES = 32;

    private final RandomGenerator random;

    /// @param random must not be guessable
    public Randomness(RandomGenerator random) {
        this.random = random;
    }

    /// 256 random bits that can stand in an address.
    public String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// @return a whole number from 0 to below `bound`, each as likely
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// `count` random bytes.
    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /// What is stored of a secret. One round suffices: there is nothing to guess in 256 random
    /// bits.
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
