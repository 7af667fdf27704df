// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// 32 secret bytes in a file that its owner alone can read: as they are, or encrypted under a
/// passphrase.
final class KeyFile {

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
        byte[] secret = KeyText.fresh(random);
        String text = KeyText.write(secret, passphrase, random);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "key-", ".part", ownerOnly(file));
            write(part, text + "\n");
            try {
                // whoever is first makes the key; a link does not replace
                Files.createLink(file, part);
                if (folder != null) keep(folder);
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

    /// To the disk: what is encrypted under it must not outlive it.
    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) channel.write(bytes);
            channel.force(true);
        }
    }

    /// The name of a file is on the disk once its folder is.
    private static void keep(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException _) {
            // Windows opens no folders, and keeps names by itself
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
        return KeyText.read(Files.readString(file, StandardCharsets.US_ASCII), passphrase, file);
    }
}
