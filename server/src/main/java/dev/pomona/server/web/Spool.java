// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Where large bodies are while they are received and read: packed, in files of a folder, whose room they share. Who
/// finds none left is asked to come back.
public final class Spool {

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Memory room;

    private Spool(Path folder, Memory room) {
        this.folder = folder;
        this.room = room;
    }

    /// @param folder of this node alone; what an earlier run left in it goes
    /// @param bytes of all files together
    public static Spool open(Path folder, long bytes) {
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.spool")) {
                for (Path file : left) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Spool(folder, new Memory(bytes));
    }

    /// Receives a body to its end or to its limit.
    ///
    /// @param in what comes in; left open
    /// @param isPacked whether it comes in gzip: then it is kept as it came
    /// @param max in bytes, unpacked
    /// @throws ProblemException when it is larger, or there is no room
    /// @throws IOException when it ends early or is damaged
    public Spooled receive(InputStream in, boolean isPacked, long max) throws IOException {
        Path file = file();
        Memory.Share share = room.share();
        try (OutputStream out = new BufferedOutputStream(new Bounded(Files.newOutputStream(file), share), BUFFER)) {
            Received received = isPacked ? asItComes(in, out, max) : packing(in, out, max);
            out.close();
            return new Spooled(file, new byte[0], received.digest(), received.size(), share);
        } catch (IOException | RuntimeException | Error e) {
            share.close();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Path file() {
        try {
            return Files.createTempFile(folder, "", ".spool");
        } catch (IOException _) {
            throw full();
        }
    }

    /// A full disk, not the sender's fault.
    private static ProblemException full() {
        return new ProblemException(ProblemType.UNAVAILABLE, "there is no room for documents just now")
                .retryAfter(Duration.ofSeconds(30));
    }

    /// Writes what is packed already.
    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /// Brings a body back that is kept elsewhere.
    ///
    /// @param digest SHA-256 of it, unpacked
    /// @param size in bytes, unpacked
    public Spooled fetch(byte[] digest, long size, Writer packed) {
        Memory.Share share = room.share();
        try {
            Path file = Files.createTempFile(folder, "", ".spool");
            try (OutputStream out = new BufferedOutputStream(new Bounded(Files.newOutputStream(file), share), BUFFER)) {
                packed.write(out);
            } catch (IOException | RuntimeException | Error e) {
                Files.deleteIfExists(file);
                throw e;
            }
            return new Spooled(file, new byte[0], digest, size, share);
        } catch (IOException e) {
            share.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            share.close();
            throw e;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Received(byte[] digest, long size) {}

    private static Received asItComes(InputStream in, OutputStream out, long max) throws IOException {
        var copied = new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                if (count > 0) out.write(bytes, offset, count);
                return count;
            }

            @Override
            public int read() throws IOException {
                int next = in.read();
                if (next >= 0) out.write(next);
                return next;
            }
        };
        return drain(new GZIPInputStream(copied, BUFFER), OutputStream.nullOutputStream(), max);
    }

    private static Received packing(InputStream in, OutputStream out, long max) throws IOException {
        // the quickest there is: it is packed to save room and not to save the last byte
        try (var gzip = new GZIPOutputStream(out, BUFFER) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        }) {
            return drain(in, gzip, max);
        }
    }

    private static Received drain(InputStream in, OutputStream out, long max) throws IOException {
        MessageDigest digest = Spooled.sha256();
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            size += count;
            if (size > max) {
                throw new ProblemException(ProblemType.TOO_LARGE, "the body is larger than %d bytes".formatted(max));
            }
            digest.update(buffer, 0, count);
            out.write(buffer, 0, count);
        }
        return new Received(digest.digest(), size);
    }

    /// Takes room as it writes.
    private static final class Bounded extends OutputStream {

        private final OutputStream file;
        private final Memory.Share share;
        private long written;

        Bounded(OutputStream file, Memory.Share share) {
            this.file = file;
            this.share = share;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            share.grow(written += length);
            try {
                file.write(bytes, offset, length);
            } catch (IOException _) {
                throw full();
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
