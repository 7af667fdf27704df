// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Puts a segment's parts together, as laid out at [SegmentFile], and into place.
final class SegmentFileWriter {

    private SegmentFileWriter() {}

    /// @param tables the sections behind the list of blocks, in order
    static void write(
            Path file,
            Segment.Kind kind,
            int records,
            @Nullable Instant newest,
            BlockWriter blocks,
            List<RecordOutput> tables)
            throws IOException {
        var sections = new RecordOutput();
        sections.raw(blocks.directory().array(), 0, blocks.directory().size());
        for (RecordOutput table : tables) sections.raw(table.array(), 0, table.size());
        long length = (long) SegmentFile.HEADER
                + sections.size()
                + blocks.compressed().size();
        if (length > Integer.MAX_VALUE) throw new IOException("a segment would exceed 2 GB");
        var header = new RecordOutput();
        header.fixedLong(SegmentFile.MAGIC);
        header.fixedInt(SegmentFile.VERSION);
        header.fixedInt(SegmentFile.KINDS.indexOf(kind));
        header.fixedLong(length);
        header.fixedInt(records);
        header.fixedInt(sections.size());
        header.fixedInt(checksum(sections));
        header.fixedInt(0);
        header.fixedLong(newest == null ? Long.MIN_VALUE : newest.getEpochSecond());
        header.raw(blocks.digest(), 0, 32);
        header.fixedInt(blocks.directory().size());
        for (int i = 1; i < SegmentFile.SECTIONS; i++) {
            header.fixedInt(i <= tables.size() ? tables.get(i - 1).size() : 0);
        }
        header.fixedInt(checksum(header));
        replace(file, List.of(header, sections, blocks.compressed()));
    }

    private static int checksum(RecordOutput bytes) {
        var sum = new CRC32C();
        sum.update(bytes.array(), 0, bytes.size());
        return (int) sum.getValue();
    }

    /// Through a new file in the same folder, on the disk before it takes the name.
    private static void replace(Path file, List<RecordOutput> parts) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) throw new IOException(file + " is no file");
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, file.getFileName() + ".", ".part");
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                for (RecordOutput part : parts) {
                    var bytes = ByteBuffer.wrap(part.array(), 0, part.size());
                    while (bytes.hasRemaining()) channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
