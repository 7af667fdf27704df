// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Writes an archive front to back. What has no known size is parted into entries that fit into memory.
final class ArchiveWriter implements AutoCloseable {

    static final String DIGESTS = "SHA256SUMS";

    private static final int PART = 4 << 20;
    private static final int OWNER_ONLY = 0600;

    private final TarArchiveOutputStream tar;
    private final Instant at;
    private final Map<String, String> digests = new TreeMap<>();

    /// @param out closed with it
    /// @param at the time of all entries
    ArchiveWriter(OutputStream out, Instant at) throws IOException {
        this.tar = new TarArchiveOutputStream(
                new BufferedOutputStream(new QuickGzip(out), 1 << 16), StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        this.at = at;
    }

    void add(String name, byte[] content) throws IOException {
        add(name, content.length, out -> out.write(content));
    }

    void add(String name, long size, InputStream content) throws IOException {
        add(name, size, content::transferTo);
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private void add(String name, long size, Content content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(OWNER_ONLY);
        entry.setModTime(at.toEpochMilli());
        tar.putArchiveEntry(entry);
        var digest = Digests.sha256();
        content.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                super.write(bytes, offset, length);
                tar.write(bytes, offset, length);
            }
        });
        tar.closeArchiveEntry();
        digests.put(name, Digests.hex(digest));
    }

    /// A stream whose content becomes the entries `name/000001`, `name/000002` and so on.
    OutputStream parts(String name) {
        return new OutputStream() {
            private final byte[] buffer = new byte[PART];
            private int filled;
            private int number;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int done = 0; done < length; ) {
                    int count = Math.min(length - done, buffer.length - filled);
                    System.arraycopy(bytes, offset + done, buffer, filled, count);
                    filled += count;
                    done += count;
                    if (filled == buffer.length) part();
                }
            }

            private void part() throws IOException {
                number++;
                add("%s/%06d".formatted(name, number), filled, out -> out.write(buffer, 0, filled));
                filled = 0;
            }

            @Override
            public void close() throws IOException {
                if (filled > 0) part();
            }
        };
    }

    /// Without it the archive is not whole.
    void finish() throws IOException {
        var lines = new StringBuilder();
        digests.forEach((name, digest) -> lines.append(String.format(Locale.ROOT, "%s  %s%n", digest, name)));
        add(DIGESTS, lines.toString().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
        tar.finish();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
