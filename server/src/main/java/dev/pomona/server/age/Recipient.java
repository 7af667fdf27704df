// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Who can read a file: wraps its key so that they can unwrap it.
public sealed interface Recipient {

    /// The lines of the header that hold the key.
    ///
    /// @param arguments of the first line, the kind first
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Stanza(List<String> arguments, byte[] body) {}

    /// @throws AgeException when it is a public key that is none
    Stanza wrap(byte[] fileKey, SecureRandom random) throws AgeException;

    /// Whoever has the secret of a public key.
    record PublicKey(Curve.Point point) implements Recipient {

        static final String KIND = "X25519";
        static final String INFO = "age-encryption.org/v1/X25519";

        /// @param text `age1…`
        /// @throws AgeException when it is none
        public static PublicKey parse(String text) throws AgeException {
            return new PublicKey(new Curve.Point(Bech32.decode("age", text)));
        }

        @Override
        public Stanza wrap(byte[] fileKey, SecureRandom random) throws AgeException {
            byte[] secret = new byte[Curve.BYTES];
            random.nextBytes(secret);
            Curve.Point share = Curve.publicOf(secret);
            byte[] key = Curve.wrappingKey(Curve.shared(secret, point), share, point);
            Arrays.fill(secret, (byte) 0);
            return new Stanza(List.of(KIND, base64(share.bytes())), Aead.seal(key, Aead.ZERO_NONCE, fileKey));
        }
    }

    /// Whoever knows a passphrase. A file is for nobody else then.
    @SuppressWarnings("ArrayRecordComponent") // a secret that nobody compares
    record Passphrase(char[] passphrase) implements Recipient {

        static final String KIND = "scrypt";
        static final String LABEL = "age-encryption.org/v1/scrypt";
        static final int SALT = 16;

        /// Two to the power of it blocks of 1 KiB: 128 MiB, as OWASP asks of scrypt.
        static final int LOG_WORK = 17;

        @Override
        public Stanza wrap(byte[] fileKey, SecureRandom random) {
            byte[] salt = new byte[SALT];
            random.nextBytes(salt);
            byte[] key = key(passphrase, salt, LOG_WORK);
            return new Stanza(
                    List.of(KIND, base64(salt), Integer.toString(LOG_WORK)), Aead.seal(key, Aead.ZERO_NONCE, fileKey));
        }

        static byte[] key(char[] passphrase, byte[] salt, int logWork) {
            byte[] label = LABEL.getBytes(StandardCharsets.US_ASCII);
            byte[] labelled = Arrays.copyOf(label, label.length + salt.length);
            System.arraycopy(salt, 0, labelled, label.length, salt.length);
            return Scrypt.derive(passphrase, labelled, 1 << logWork, 8, 1, 32);
        }

        @Override
        public String toString() {
            return "Passphrase";
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
