// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/// Reads an archive front to back, and takes the digest of every entry that was read to its end.
final class ArchiveReader implements AutoCloseable {

    private static final int MOST_ENTRIES = 10_000_000;
    private static final int LARGEST_SMALL = 64 << 20;
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}([\\w./-]{1,200})");

    private final InputStream packed;
    private final TarArchiveInputStream tar;
    private final Map<String, String> digests = new LinkedHashMap<>();
    private @Nullable String name;
    private MessageDigest digest = Digests.sha256();

    /// @param in closed with it
    ArchiveReader(InputStream in) throws IOException {
        this.packed = new GZIPInputStream(in, 1 << 16);
        this.tar = new TarArchiveInputStream(packed, StandardCharsets.UTF_8.name());
    }

    /// Goes on to the next entry; what was not read of the one before is read.
    ///
    /// @return its name; `null` behind the last
    /// @throws BackupException when it is none that an archive of ours has
    @Nullable
    String next() throws IOException {
        if (name != null) {
            content().transferTo(OutputStream.nullOutputStream());
            digests.put(name, Digests.hex(digest));
        }
        TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null) {
            // the end of what is packed has its own checksum
            packed.transferTo(OutputStream.nullOutputStream());
            name = null;
            return null;
        }
        boolean isOurs = entry.isFile() && entry.getName().matches("[\\w./-]{1,200}");
        if (!isOurs || digests.containsKey(entry.getName()) || digests.size() >= MOST_ENTRIES) {
            throw new BackupException("the archive holds what no backup does");
        }
        digest = Digests.sha256();
        name = entry.getName();
        return name;
    }

    /// The content of the entry at hand; closing it does nothing.
    InputStream content() {
        return new FilterInputStream(tar) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                if (b >= 0) digest.update((byte) b);
                return b;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count > 0) digest.update(bytes, offset, count);
                return count;
            }

            @Override
            public void close() {
                // the archive's
            }
        };
    }

    /// The content of a small entry.
    byte[] bytes() throws IOException {
        byte[] bytes = content().readNBytes(LARGEST_SMALL + 1);
        if (bytes.length > LARGEST_SMALL) throw new BackupException("the entry '%s' is too large".formatted(name));
        return bytes;
    }

    /// What entries that were read to their end have.
    Map<String, String> digests() {
        return digests;
    }

    /// The list of digests, in the words of `sha256sum`.
    static Map<String, String> parse(byte[] lines) {
        var digests = new LinkedHashMap<String, String>();
        new String(lines, StandardCharsets.UTF_8).lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || digests.put(matcher.group(2), matcher.group(1)) != null) {
                throw new BackupException("the list of digests is damaged");
            }
        });
        return digests;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
