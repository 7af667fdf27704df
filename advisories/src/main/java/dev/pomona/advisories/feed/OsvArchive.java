// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Reads an `all.zip`: one record in each `.json` entry. Every checksum is verified, and what it unpacks to is
/// bounded in size, number and ratio.
final class OsvArchive {

    private static final long SMALL = 10L << 20;

    private final Path file;
    private final RecordBatch batch;
    private byte[] buffer = new byte[1 << 16];

    private OsvArchive(Path file, RecordBatch batch) {
        this.file = file;
        this.batch = batch;
    }

    /// @param shown where the archive came from, for messages
    static void read(Path file, String shown, RecordBatch batch) throws FeedException {
        try {
            new OsvArchive(file, batch).read();
        } catch (IOException | IllegalArgumentException e) {
            // The latter is what ZipFile throws at entry names that are not in the encoding they claim.
            throw new FeedException("%s: %s".formatted(shown, Reason.of(e)), e);
        }
    }

    private void read() throws IOException {
        long allowed = Math.min(Limits.UNPACKED, Math.max(SMALL, Files.size(file) * Limits.UNPACKED_RATIO));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > Limits.RECORDS) {
                throw new ZipException("it has more than %d entries".formatted(Limits.RECORDS));
            }
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.isDirectory() || !entry.getName().endsWith(".json")) continue;
                int length = unpack(zip, entry);
                allowed -= length;
                if (allowed < 0) throw new ZipException("it unpacks to far more than its size warrants");
                batch.read(entry.getName(), buffer, length);
            }
        }
    }

    private int unpack(ZipFile zip, ZipEntry entry) throws IOException {
        try (var in = new CheckedEntryStream(zip, entry, Limits.RECORD)) {
            int length = 0;
            while (true) {
                int n = in.read(buffer, length, buffer.length - length);
                if (n < 0) return length;
                length += n;
                if (length == buffer.length) buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
    }
}
