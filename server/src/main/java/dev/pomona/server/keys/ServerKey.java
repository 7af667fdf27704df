// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/// The server's own key. All nodes on one database have the same. Thread-safe.
///
/// One secret gives both halves of an Ed25519 signature (RFC 8032) and a key to encrypt with, each
/// derived by HKDF-SHA256 (RFC 5869).
public final class ServerKey {

    private final PrivateKey signing;
    private final PublicKey verifying;
    private final byte[] sealing;
    private final SecureRandom random;

    private ServerKey(byte[] secret, SecureRandom random) {
        byte[] seed = derive(secret, "pomona signature");
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            // the private key of Ed25519 is its seed, and the JDK's generator takes it as it comes from here
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            var pair = generator.generateKeyPair();
            this.signing = pair.getPrivate();
            this.verifying = pair.getPublic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
        this.sealing = derive(secret, "pomona encryption");
        this.random = random;
    }

    /// Reads the key, or makes one where there is no file.
    ///
    /// @param passphrase under which the file is encrypted; `null` when it is not
    /// @throws KeyException when the file can't be used
    public static ServerKey open(Path file, char @Nullable [] passphrase, SecureRandom random) {
        return new ServerKey(KeyFile.open(file, passphrase, random), random);
    }

    /// A place for the key, always encrypted, that all nodes see.
    public interface Keeper {

        /// Empty before there is one.
        Optional<String> kept();

        /// Keeps a text unless there is one already.
        ///
        /// @return the text that is kept now
        String keep(String text);
    }

    /// Reads the key from a place that all nodes see, or makes one.
    ///
    /// @throws KeyException when it is under another passphrase, or damaged
    public static ServerKey open(Keeper keeper, char[] passphrase, SecureRandom random) {
        String text =
                keeper.kept().orElseGet(() -> keeper.keep(KeyText.write(KeyText.fresh(random), passphrase, random)));
        return new ServerKey(KeyText.read(text, passphrase, "the database"), random);
    }

    /// SHA-256 of the public key, in hexadecimal.
    public String id() {
        return id(verifying);
    }

    static String id(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    public PublicKey publicKey() {
        return verifying;
    }

    /// The public key as PEM, for whoever checks a verdict.
    public String publicPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(verifying.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /// @throws KeyException when the text is no Ed25519 key
    public static PublicKey readPublicPem(String pem) {
        String body = pem.replaceAll("-----[A-Z ]{1,40}-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new KeyException("this is no public key", e);
        }
    }

    /// The same message has the same signature, always.
    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(signing);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    public boolean verify(byte[] message, byte[] signature) {
        return verify(verifying, message, signature);
    }

    public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Encrypts what the database must not know.
    ///
    /// @param purpose what it is: nothing sealed for one thing can be passed off as another
    public byte[] seal(byte[] plain, String purpose) {
        return Sealing.seal(sealing, plain, purpose, random);
    }

    /// @throws KeyException when it was sealed under another key or for something else, or was
    ///     changed
    public byte[] unseal(byte[] sealed, String purpose) {
        return Sealing.unseal(sealing, sealed, purpose);
    }

    /// A key for one purpose, e.g. to hash tokens with.
    public byte[] derived(String purpose) {
        return derive(sealing, "pomona " + purpose);
    }

    @Override
    public String toString() {
        return "ServerKey " + id();
    }

    private static byte[] derive(byte[] secret, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 25 on has HKDF", e);
        }
    }

    /// Gives one seed, once.
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length)
                throw new IllegalStateException("a seed of %d bytes".formatted(bytes.length));
            System.arraycopy(seed, 0, bytes, 0, seed.length);
            Arrays.fill(seed, (byte) 0);
        }
    }
}
