// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A body that was received to its end: packed, in a file or in memory, and readable as often as needed. It lasts as
/// long as somebody holds it. Thread-safe.
public final class Spooled implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final @Nullable Path file;
    private final byte[] packed;
    private final byte[] digest;
    private final long size;
    private final Memory.Share share;
    private final AtomicInteger holders = new AtomicInteger(1);

    Spooled(@Nullable Path file, byte[] packed, byte[] digest, long size, Memory.Share share) {
        this.file = file;
        this.packed = packed;
        this.digest = digest;
        this.size = size;
        this.share = share;
    }

    /// In memory, for what is short.
    public static Spooled of(byte[] content) {
        var bytes = new ByteArrayOutputStream(content.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Spooled(null, bytes.toByteArray(), sha256().digest(content), content.length, new Memory(1).share());
    }

    /// SHA-256 of the bytes, unpacked.
    public byte[] digest() {
        return digest.clone();
    }

    /// In bytes, unpacked.
    public long size() {
        return size;
    }

    public long packedSize() throws IOException {
        return file == null ? packed.length : Files.size(file);
    }

    /// The bytes from the beginning, unpacked.
    public InputStream open() throws IOException {
        return new GZIPInputStream(packed(), BUFFER);
    }

    /// The bytes from the beginning, in gzip.
    public InputStream packed() throws IOException {
        return file == null ? new ByteArrayInputStream(packed) : Files.newInputStream(file);
    }

    /// For one holder more, who closes it, too.
    public Spooled held() {
        holders.incrementAndGet();
        return this;
    }

    @Override
    public void close() {
        if (holders.decrementAndGet() > 0) return;
        share.close();
        if (file == null) return;
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
