// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.age;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What somebody reads files with.
public sealed interface Identity {

    /// The file's key; empty when the stanza is for somebody else.
    ///
    /// @throws AgeException when the stanza is damaged
    Optional<byte[]> unwrap(Recipient.Stanza stanza) throws AgeException;

    /// The secret of a public key.
    @SuppressWarnings("ArrayRecordComponent") // a secret that nobody compares
    record SecretKey(byte[] secret) implements Identity {

        /// Every key of an identity file: lines of `AGE-SECRET-KEY-1…`; empty ones and those after `#` don't count.
        ///
        /// @throws AgeException when a line is something else, or there is no key
        public static List<SecretKey> parseFile(String text) throws AgeException {
            var keys = new ArrayList<SecretKey>();
            for (String line : text.lines().map(String::strip).toList()) {
                if (line.isEmpty() || line.startsWith("#")) continue;
                keys.add(new SecretKey(Bech32.decode("age-secret-key-", line)));
            }
            if (keys.isEmpty()) throw new AgeException("there is no key in the identity file");
            return keys;
        }

        public Recipient.PublicKey recipient() {
            return new Recipient.PublicKey(Curve.publicOf(secret));
        }

        @Override
        public Optional<byte[]> unwrap(Recipient.Stanza stanza) throws AgeException {
            if (!stanza.arguments().getFirst().equals(Recipient.PublicKey.KIND)) return Optional.empty();
            if (stanza.arguments().size() != 2) throw new AgeException("the header is damaged");
            var share = new Curve.Point(bytes(stanza.arguments().get(1), Curve.BYTES));
            byte[] key = Curve.wrappingKey(Curve.shared(secret, share), share, Curve.publicOf(secret));
            return Aead.open(key, Aead.ZERO_NONCE, stanza.body());
        }

        @Override
        public String toString() {
            return "SecretKey";
        }
    }

    /// A passphrase.
    @SuppressWarnings("ArrayRecordComponent") // a secret that nobody compares
    record Passphrase(char[] passphrase) implements Identity {

        /// A file could ask for any amount of memory; this is 256 MiB, what the tool `age` writes.
        private static final int MOST_LOG_WORK = 18;

        @Override
        public Optional<byte[]> unwrap(Recipient.Stanza stanza) throws AgeException {
            if (!stanza.arguments().getFirst().equals(Recipient.Passphrase.KIND)) return Optional.empty();
            if (stanza.arguments().size() != 3 || !stanza.arguments().get(2).matches("[1-9]\\d?")) {
                throw new AgeException("the header is damaged");
            }
            int logWork = Integer.parseInt(stanza.arguments().get(2));
            if (logWork > MOST_LOG_WORK) throw new AgeException("the passphrase costs more work than is allowed here");
            byte[] salt = bytes(stanza.arguments().get(1), Recipient.Passphrase.SALT);
            return Aead.open(Recipient.Passphrase.key(passphrase, salt, logWork), Aead.ZERO_NONCE, stanza.body());
        }

        @Override
        public String toString() {
            return "Passphrase";
        }
    }

    private static byte[] bytes(String base64, int length) throws AgeException {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            boolean isCanonical =
                    Base64.getEncoder().withoutPadding().encodeToString(bytes).equals(base64);
            if (bytes.length == length && isCanonical) return bytes;
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new AgeException("the header is damaged");
    }
}
