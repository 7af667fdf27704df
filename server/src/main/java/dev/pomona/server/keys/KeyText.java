// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.keys;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/// 32 secret bytes as a line of text: as they are, or encrypted under a passphrase.
final class KeyText {

    private static final int SECRET = 32;
    private static final int SALT = 16;

    /// As OWASP asks of PBKDF2 with HMAC-SHA256.
    private static final int ROUNDS = 600_000;

    private static final String PLAIN = "pomona-key-1 plain ";
    private static final String SEALED = "pomona-key-1 sealed ";

    private KeyText() {}

    static byte[] fresh(SecureRandom random) {
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        return secret;
    }

    /// @param passphrase `null` for none
    static String write(byte[] secret, char @Nullable [] passphrase, SecureRandom random) {
        Base64.Encoder base64 = Base64.getEncoder();
        if (passphrase == null) return PLAIN + base64.encodeToString(secret);
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return SEALED
                + base64.encodeToString(salt)
                + ' '
                + base64.encodeToString(Sealing.seal(derive(passphrase, salt), secret, "server-key", random));
    }

    /// @param passphrase `null` for none
    /// @param place where the text is from, for messages
    /// @throws KeyException when the text is no key, or under another passphrase
    static byte[] read(String text, char @Nullable [] passphrase, Object place) {
        try {
            byte[] secret = secret(place, text.strip(), passphrase);
            if (secret.length != SECRET) throw new KeyException("%s is no key".formatted(place));
            return secret;
        } catch (IllegalArgumentException e) {
            throw new KeyException("%s is no key".formatted(place), e);
        }
    }

    private static byte[] secret(Object place, String text, char @Nullable [] passphrase) {
        Base64.Decoder base64 = Base64.getDecoder();
        if (text.startsWith(PLAIN)) {
            if (passphrase != null) {
                throw new KeyException("the key in %s is not encrypted, but a passphrase is given".formatted(place));
            }
            return base64.decode(text.substring(PLAIN.length()));
        }
        if (!text.startsWith(SEALED)) throw new KeyException("%s is no key".formatted(place));
        if (passphrase == null) throw new KeyException("the key in %s wants its passphrase".formatted(place));
        String[] parts = text.substring(SEALED.length()).split(" ", 2);
        if (parts.length != 2) throw new KeyException("%s is no key".formatted(place));
        try {
            return Sealing.unseal(derive(passphrase, base64.decode(parts[0])), base64.decode(parts[1]), "server-key");
        } catch (KeyException e) {
            throw new KeyException("the key in %s is under another passphrase, or damaged".formatted(place), e);
        }
    }

    private static byte[] derive(char[] passphrase, byte[] salt) {
        var spec = new PBEKeySpec(passphrase, salt, ROUNDS, 256);
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
}
