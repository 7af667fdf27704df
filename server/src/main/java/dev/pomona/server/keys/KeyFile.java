// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/// 32 secret bytes in a file that its owner alone can read: as they are, or encrypted under a
/// passphrase.
final class KeyFile {

    private static final int SECRET = 32;
    private static final int SALT = 16;

    /// As OWASP asks of PBKDF2 with HMAC-SHA256.
    private static final int ROUNDS = 600_000;

    private static final String PLAIN = "pomona-key-1 plain ";
    private static final String SEALED = "pomona-key-1 sealed ";

    private KeyFile() {}

    /// Reads the secret, or makes one where there is no file.
    ///
    /// @param passphrase `null` for none
    /// @throws KeyException when the file can't be used
    static byte[] open(Path file, char @Nullable [] passphrase, SecureRandom random) {
        try {
            return read(file, passphrase);
        } catch (NoSuchFileException e) {
            return make(file, passphrase, random);
        } catch (IOException e) {
            throw new KeyException("the key in %s can't be read".formatted(file), e);
        }
    }

    private static byte[] make(Path file, char @Nullable [] passphrase, SecureRandom random) {
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        Base64.Encoder base64 = Base64.getEncoder();
        String text;
        if (passphrase == null) {
            text = PLAIN + base64.encodeToString(secret);
        } else {
            byte[] salt = new byte[SALT];
            random.nextBytes(salt);
            text = SEALED
                    + base64.encodeToString(salt)
                    + ' '
                    + base64.encodeToString(Sealing.seal(derive(passphrase, salt), secret, "server-key", random));
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "key-", ".part", ownerOnly(file));
            Files.writeString(part, text + "\n", StandardCharsets.US_ASCII);
            try {
                // whoever is first makes the key; a link does not replace
                Files.createLink(file, part);
            } finally {
                Files.deleteIfExists(part);
            }
            return secret;
        } catch (FileAlreadyExistsException e) {
            return open(file, passphrase, random);
        } catch (IOException | UnsupportedOperationException e) {
            throw new KeyException("the key can't be written to %s".formatted(file), e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private static byte[] read(Path file, char @Nullable [] passphrase) throws IOException {
        if (Files.size(file) > 4096) throw new KeyException("%s is no key: it is too long".formatted(file));
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            byte[] secret = secret(file, text, passphrase);
            if (secret.length != SECRET) throw new KeyException("%s is no key".formatted(file));
            return secret;
        } catch (IllegalArgumentException e) {
            throw new KeyException("%s is no key".formatted(file), e);
        }
    }

    private static byte[] secret(Path file, String text, char @Nullable [] passphrase) {
        Base64.Decoder base64 = Base64.getDecoder();
        if (text.startsWith(PLAIN)) {
            if (passphrase != null) {
                throw new KeyException("the key in %s is not encrypted, but a passphrase is given".formatted(file));
            }
            return base64.decode(text.substring(PLAIN.length()));
        }
        if (!text.startsWith(SEALED)) throw new KeyException("%s is no key".formatted(file));
        if (passphrase == null) throw new KeyException("the key in %s wants its passphrase".formatted(file));
        String[] parts = text.substring(SEALED.length()).split(" ", 2);
        if (parts.length != 2) throw new KeyException("%s is no key".formatted(file));
        return Sealing.unseal(derive(passphrase, base64.decode(parts[0])), base64.decode(parts[1]), "server-key");
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
