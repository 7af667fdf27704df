// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import dev.pomona.engine.content.Content;
import dev.pomona.engine.content.Contents;
import dev.pomona.engine.content.LimitException;
import dev.pomona.engine.content.ScratchException;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.ScanTimeoutException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Shows a visitor what is in an archive. Never throws for what is in it: damage, limits and what is not
/// supported become gaps, and everything that could be read before is shown.
public final class ArchiveReader {

    private static final byte[] LFS_POINTER =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    private final Contents contents;
    private final Decompressor decompressor;
    private final long largest;

    /// @param largest the size of the largest entry that is read
    public ArchiveReader(Contents contents, long largest) {
        this.contents = contents;
        this.decompressor = new Decompressor(contents);
        this.largest = largest;
    }

    /// @param facts of the archive; its name was found to be one of an archive
    /// @throws ScratchException when something large does not fit anywhere
    /// @throws ScanTimeoutException when the budget's clock says so
    public void read(FileFacts facts, Content content, ArchiveBudget budget, ArchiveVisitor visitor) {
        var format = ArchiveFormat.detect(facts.name(), content.segment());
        if (format == null) {
            if (ArchiveFormat.isImageBlob(facts.path())) return;
            reportUnknown(facts, content.segment(), visitor);
            return;
        }
        var entries = new EntryReader(facts.path(), budget, contents, largest, visitor);
        try {
            switch (format) {
                case ZIP -> new ZipReader(content.segment(), facts.path(), entries, new ZipMethod(decompressor)).read();
                case TAR -> new TarReader(new SegmentStream(content.segment()), entries).read();
                case GZIP, XZ, ZSTD, BZIP2 -> readCompressed(format, facts, content, entries);
            }
        } catch (LimitException e) {
            entries.gap(Gap.Kind.LIMIT, facts.path(), e.getMessage());
        } catch (ScanTimeoutException | ScratchException e) {
            throw e;
        } catch (IOException | RuntimeException _) {
            entries.gap(
                    Gap.Kind.MALFORMED, facts.path(), "the archive is damaged or cut off; what could be read was seen");
        }
    }

    private void readCompressed(ArchiveFormat format, FileFacts facts, Content content, EntryReader entries)
            throws IOException {
        var compressed = new SegmentStream(content.segment());
        try (InputStream unpacked =
                new UnpackedStream(decompressor.open(format, compressed), entries.budget(), compressed::position)) {
            var buffered = new BufferedInputStream(unpacked, 1 << 16);
            byte[] start = buffered.readNBytes(TarHeader.BLOCK);
            var all = new SequenceInputStream(new ByteArrayInputStream(start), buffered);
            boolean isTar = start.length == TarHeader.BLOCK && TarHeader.isValid(start);
            if (isTar) {
                new TarReader(all, entries).read();
            } else if (ArchiveFormat.isCompressedTar(facts.name())) {
                throw new IOException("no tar inside");
            } else if (!ArchiveFormat.isImageBlob(facts.path())) {
                readSingle(facts, all, entries);
            }
        }
    }

    private static void readSingle(FileFacts archive, InputStream unpacked, EntryReader entries) throws IOException {
        byte[] name = ArchiveFormat.stem(archive.name()).getBytes(StandardCharsets.UTF_8);
        var facts = entries.facts(name, false, archive.size(), archive.executable());
        if (facts != null && entries.wants(facts)) entries.read(facts, () -> unpacked);
    }

    private static void reportUnknown(FileFacts facts, MemorySegment content, ArchiveVisitor visitor) {
        boolean isPointer = content.byteSize() > LFS_POINTER.length
                && content.asSlice(0, LFS_POINTER.length).mismatch(MemorySegment.ofArray(LFS_POINTER)) < 0;
        if (isPointer) {
            visitor.gap(Gap.Kind.UNRESOLVED, facts.path(), "its content is kept apart by Git LFS and is not here");
        } else if (content.byteSize() > 0 && content.get(ValueLayout.JAVA_BYTE, 0) != 0) {
            visitor.gap(Gap.Kind.MALFORMED, facts.path(), "not an archive, as its name says");
        } else {
            visitor.gap(Gap.Kind.MALFORMED, facts.path(), "empty or blank, not an archive as its name says");
        }
    }
}
