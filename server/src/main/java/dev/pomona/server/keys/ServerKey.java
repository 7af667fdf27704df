// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
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
    private final List<Earlier> earlier;

    private ServerKey(ServerKey same, List<Earlier> earlier) {
        this.signing = same.signing;
        this.verifying = same.verifying;
        this.sealing = same.sealing;
        this.random = same.random;
        this.earlier = List.copyOf(earlier);
    }

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
        this.earlier = List.of();
    }

    /// Reads the key, or makes one where there is no file.
    ///
    /// @param passphrase under which the file is encrypted; `null` when it is not
    /// @throws KeyException when the file can't be used
    public static ServerKey open(Path file, char @Nullable [] passphrase, SecureRandom random) {
        return new ServerKey(KeyFile.open(file, passphrase, random), random);
    }

    /// Reads a key that is known by its id. When the file has the one before it, and the change to the one that is
    /// known was cut short, it is brought to its end.
    ///
    /// @param known the id; empty when there is no key yet, which is made then
    /// @throws KeyException as [#open(Path, char[], SecureRandom)]
    public static ServerKey openKnown(
            Optional<String> known, Path file, char @Nullable [] passphrase, SecureRandom random) {
        ServerKey key = open(file, passphrase, random);
        Path next = next(file);
        if (known.isEmpty() || known.get().equals(key.id()) || !Files.exists(next)) return key;
        ServerKey other = open(next, passphrase, random);
        if (!known.get().equals(other.id())) return key;
        takeOver(file);
        return other;
    }

    /// Where the key that is to take the place of another waits for it.
    public static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    /// The next key takes the place of a file.
    ///
    /// @throws KeyException when the file can't be replaced
    public static void takeOver(Path file) {
        try {
            Files.move(next(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new KeyException("the new key in %s can't take the place of %s".formatted(next(file), file), e);
        }
    }

    /// A key that was just made.
    ///
    /// @param text encrypted under a passphrase, to be kept
    public record Fresh(ServerKey key, String text) {

        @Override
        public String toString() {
            return "Fresh[" + key.id() + "]";
        }
    }

    public static Fresh fresh(char[] passphrase, SecureRandom random) {
        byte[] secret = KeyText.fresh(random);
        return new Fresh(new ServerKey(secret, random), KeyText.write(secret, passphrase, random));
    }

    /// A key that was the server's.
    ///
    /// @param until when another took its place
    public record Earlier(PublicKey key, Instant until) {

        /// @param publicKey as X.509 has it
        /// @throws KeyException when it is no Ed25519 key
        public static Earlier read(byte[] publicKey, Instant until) {
            return new Earlier(readPublic(publicKey), until);
        }

        public String id() {
            return ServerKey.id(key);
        }

        private byte[] statement() {
            String encoded = Base64.getEncoder().encodeToString(key.getEncoded());
            return "pomona earlier key\n%s\n%s\n".formatted(encoded, until).getBytes(StandardCharsets.UTF_8);
        }
    }

    /// The same, which also knows whose signatures are still good.
    public ServerKey after(List<Earlier> keys) {
        return new ServerKey(this, keys);
    }

    /// Says that a key was the server's. A database alone could say that of any key.
    public byte[] vouch(Earlier key) {
        return sign(key.statement());
    }

    public boolean vouchesFor(Earlier key, byte[] voucher) {
        return verify(key.statement(), voucher);
    }

    /// The keys before it whose signatures are good, the newest first.
    public List<Earlier> earlier() {
        return earlier;
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

    /// Whose signatures are good: its own, and those of keys before it.
    public List<PublicKey> publicKeys() {
        var keys = new ArrayList<PublicKey>();
        keys.add(verifying);
        earlier.forEach(one -> keys.add(one.key()));
        return keys;
    }

    /// The public key as PEM, for whoever checks a verdict.
    public String publicPem() {
        return pem(verifying.getEncoded());
    }

    /// @param key as X.509 has it
    public static String pem(byte[] key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END PUBLIC KEY-----\n";
    }

    /// @throws KeyException when the text is no Ed25519 key
    public static PublicKey readPublicPem(String pem) {
        String body = pem.replaceAll("-----[A-Z ]{1,40}-----", "").replaceAll("\\s", "");
        try {
            return readPublic(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException e) {
            throw new KeyException("this is no public key", e);
        }
    }

    private static PublicKey readPublic(byte[] encoded) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
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
