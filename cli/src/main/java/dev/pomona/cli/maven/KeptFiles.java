// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Answers of web repositories, kept in the cache folder under the digest of their address, each behind
/// the digest of its content so that a damaged one is noticed. A released file stays; that there was
/// none, lists of versions and snapshots are forgotten after a day. Not being able to keep something is
/// no error.
final class KeptFiles {

    private static final Duration SHORT = Duration.ofDays(1);
    private static final int DIGEST = 32;

    private final Path folder;
    private final InstantSource clock;

    KeptFiles(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// What a server said.
    ///
    /// @param content empty when it said that there is no such file
    record Answer(Optional<byte[]> content) {}

    /// What was kept and may still be used.
    ///
    /// @param isMutable whether the file changes in time
    Optional<Answer> find(URI address, boolean isMutable) {
        Path file = file(address);
        try {
            if (!Files.isRegularFile(file)) return Optional.empty();
            boolean isOld = isOld(Files.getLastModifiedTime(file).toInstant());
            if (isMutable && isOld) return Optional.empty();
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0) return isOld ? Optional.empty() : Optional.of(new Answer(Optional.empty()));
            if (bytes.length < DIGEST) return Optional.empty();
            byte[] content = Arrays.copyOfRange(bytes, DIGEST, bytes.length);
            boolean isWhole = Arrays.equals(digest(content), Arrays.copyOf(bytes, DIGEST));
            return isWhole ? Optional.of(new Answer(Optional.of(content))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void keep(URI address, Optional<byte[]> content) {
        Path file = file(address);
        try {
            Path parent = Files.createDirectories(file.resolveSibling(".").normalize());
            Path part = Files.createTempFile(parent, "kept-", ".part");
            try {
                if (content.isPresent()) Files.write(part, withDigest(content.get()));
                Files.setLastModifiedTime(part, FileTime.from(clock.instant()));
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // the next scan asks again
        }
    }

    private boolean isOld(Instant kept) {
        Instant now = clock.instant();
        return kept.isBefore(now.minus(SHORT)) || kept.isAfter(now.plus(SHORT));
    }

    private Path file(URI address) {
        String name = HexFormat.of().formatHex(digest(address.toString().getBytes(StandardCharsets.UTF_8)));
        return folder.resolve(name.substring(0, 2)).resolve(name.substring(2));
    }

    private static byte[] withDigest(byte[] content) {
        byte[] bytes = Arrays.copyOf(digest(content), DIGEST + content.length);
        System.arraycopy(content, 0, bytes, DIGEST, content.length);
        return bytes;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
