// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import dev.pomona.engine.content.Content;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/// Reads the entries of a zip file by its directory; only those that are wanted are unpacked. Without a
/// directory, as in a file that was cut off, entries are taken one after the other from the front.
final class ZipReader {

    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;

    private final MemorySegment zip;
    private final String archive;
    private final EntryReader entries;
    private final ZipMethod methods;
    /// Entries share no bytes, so together they can't have more than there are.
    private long unread;

    ZipReader(MemorySegment zip, String archive, EntryReader entries, ZipMethod methods) {
        this.zip = zip;
        this.archive = archive;
        this.entries = entries;
        this.methods = methods;
        this.unread = zip.byteSize();
    }

    /// @throws IOException when the file is damaged; everything before that was shown
    void read() throws IOException {
        var directory = ZipDirectory.find(zip);
        if (directory.isEmpty()) {
            readFromFront();
            throw new IOException("no directory");
        }
        for (var head = directory.get().next();
                head != null;
                head = directory.get().next()) read(head);
    }

    private void read(ZipEntryHead head) throws IOException {
        var facts = facts(head);
        if (facts == null || !entries.wants(facts)) return;
        long data = dataOffset(head);
        if (data < 0 || head.packedSize() > zip.byteSize() - data) {
            entries.gap(Gap.Kind.MALFORMED, facts.path(), "the archive does not have its content where it says");
            return;
        }
        unread -= head.packedSize();
        if (unread < 0) throw new IOException("entries overlap");
        read(head, facts, zip.asSlice(data, head.packedSize()));
    }

    private @Nullable FileFacts facts(ZipEntryHead head) {
        if (head.isFolder()) {
            entries.budget().countEntry();
            return null;
        }
        return entries.facts(head.name(), true, head.size(), head.isExecutable());
    }

    private void read(ZipEntryHead head, FileFacts facts, MemorySegment packed) throws IOException {
        if (head.isEncrypted()) {
            entries.gap(Gap.Kind.UNSUPPORTED, facts.path(), "encrypted");
        } else if (head.isLink()) {
            entries.gap(Gap.Kind.UNSUPPORTED, facts.path(), "a link inside an archive, which is not followed");
        } else if (head.method() == 0 && head.size() == head.packedSize()) {
            readStored(head, facts, packed);
        } else if (ZipMethod.isKnown(head.method())) {
            readPacked(head, facts, packed);
        } else {
            entries.gap(Gap.Kind.UNSUPPORTED, facts.path(), "packed with method %d".formatted(head.method()));
        }
    }

    private void readStored(ZipEntryHead head, FileFacts facts, MemorySegment content) throws IOException {
        if (entries.isTooLarge(facts)) return;
        var crc = new CRC32();
        for (long at = 0; at < content.byteSize(); at += 1 << 20) {
            crc.update(content.asSlice(at, Math.min(1 << 20, content.byteSize() - at))
                    .asByteBuffer());
        }
        checkCrc(head, facts, crc);
        if (facts.size() > 1 << 16) {
            entries.show(facts, Content.of(content));
        } else {
            entries.read(facts, () -> new SegmentStream(content));
        }
    }

    private void readPacked(ZipEntryHead head, FileFacts facts, MemorySegment packed) throws IOException {
        var crc = new CRC32();
        try {
            entries.read(facts, () -> new CheckedInputStream(unpack(head, packed), crc) {
                @Override
                public void close() throws IOException {
                    // The visitor sees the content after this, so it learns of damage first.
                    checkCrc(head, facts, crc);
                    super.close();
                }
            });
        } catch (IOException _) {
            entries.gap(Gap.Kind.MALFORMED, facts.path(), "damaged inside its archive");
        }
    }

    private InputStream unpack(ZipEntryHead head, MemorySegment packed) throws IOException {
        var in = new SegmentStream(packed);
        return new UnpackedStream(methods.open(head.method(), in), entries.budget(), in::position);
    }

    private void checkCrc(ZipEntryHead head, FileFacts facts, CRC32 crc) {
        if ((int) crc.getValue() != head.crc()) {
            entries.gap(Gap.Kind.MALFORMED, facts.path(), "its checksum in the archive does not hold");
        }
    }

    /// Where an entry's data starts; negative when there is no local header. A local header with another name
    /// means that other programs see another file here.
    private long dataOffset(ZipEntryHead head) {
        long at = head.offset();
        if (at < 0 || at > zip.byteSize() - LOCAL_SIZE || zip.get(ZipDirectory.INT, at) != LOCAL) return -1;
        int nameLength = zip.get(ZipDirectory.SHORT, at + 26) & 0xffff;
        long data = at + LOCAL_SIZE + nameLength + (zip.get(ZipDirectory.SHORT, at + 28) & 0xffff);
        if (data > zip.byteSize()) return -1;
        byte[] name = zip.asSlice(at + LOCAL_SIZE, nameLength).toArray(ValueLayout.JAVA_BYTE);
        if (!Arrays.equals(name, head.name())) {
            entries.gap(Gap.Kind.MALFORMED, archive, "its directory names files otherwise than the files themselves");
        }
        return data;
    }

    private void readFromFront() throws IOException {
        long at = 0;
        while (at <= zip.byteSize() - LOCAL_SIZE && zip.get(ZipDirectory.INT, at) == LOCAL) {
            int nameLength = zip.get(ZipDirectory.SHORT, at + 26) & 0xffff;
            int extraLength = zip.get(ZipDirectory.SHORT, at + 28) & 0xffff;
            long data = at + LOCAL_SIZE + nameLength + extraLength;
            if (data > zip.byteSize()) return;
            var head = new ZipEntryHead(
                    zip.asSlice(at + LOCAL_SIZE, nameLength).toArray(ValueLayout.JAVA_BYTE),
                    zip.get(ZipDirectory.SHORT, at + 6) & 0xffff,
                    zip.get(ZipDirectory.SHORT, at + 8) & 0xffff,
                    zip.get(ZipDirectory.INT, at + 14),
                    zip.get(ZipDirectory.INT, at + 18) & 0xffffffffL,
                    zip.get(ZipDirectory.INT, at + 22) & 0xffffffffL,
                    0,
                    at);
            long next = data + head.packedSize();
            if (head.hasDescriptor()) {
                var described = ZipDescriptor.find(zip, data, head, entries.budget());
                if (described == null) return;
                head = described.complete(head);
                next = described.end();
            }
            if (next > zip.byteSize()) return;
            read(head);
            at = next;
        }
    }
}
