// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Passwords as they are stored: `pbkdf2-sha256$ITERATIONS$SALT$HASH` (RFC 8018), salt and hash in
/// base64. The cost stands with each, so that it can be raised.
public final class Passwords {

    /// What OWASP's cheat sheet on password storage asks for in 2025.
    private static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final String SCHEME = "pbkdf2-sha256";
    private static final int SHORTEST = 12;
    private static final int LONGEST = 256;

    /// Of no password: an attempt at an account that isn't there takes as long as one at any other.
    private static final String NOBODYS =
            SCHEME + "$" + ITERATIONS + "$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private Passwords() {}

    /// @throws ProblemException when it is too short to be one, or too long
    static String stored(String password, Randomness randomness) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new ProblemException(
                    ProblemType.UNPROCESSABLE, "a password has from %d to %d characters".formatted(SHORTEST, LONGEST));
        }
        byte[] salt = randomness.bytes(SALT_BYTES);
        return "%s$%d$%s$%s".formatted(SCHEME, ITERATIONS, base64(salt), base64(hash(password, salt, ITERATIONS)));
    }

    static boolean matches(String password, String stored) {
        String[] parts = stored.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME) || password.length() > LONGEST) return false;
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] expected = Base64.getDecoder().decode(parts[3]);
        return MessageDigest.isEqual(expected, hash(password, salt, Integer.parseInt(parts[1])));
    }

    /// Takes the time of a comparison.
    static void pretend(String password) {
        boolean matched = matches(password, NOBODYS);
        if (matched) throw new IllegalStateException("a hash of zeros is nobody's");
    }

    private static byte[] hash(String password, byte[] salt, int iterations) {
        var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
