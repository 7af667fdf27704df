// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import dev.pomona.model.component.Digest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// A segment's file, mapped: header, tables, compressed blocks.
///
/// ```text
/// offset  size
///      0     8  magic "POMONAIX"
///      8     4  format version
///     12     4  kind of segment: its place in KINDS
///     16     8  length of the file
///     24     4  number of records
///     28     4  length of the tables together
///     32     4  CRC-32C of the tables together
///     36     4  0
///     40     8  newest record's date in seconds since 1970, or the smallest long when no record is dated
///     48    32  SHA-256 of the records before compression
///     80    40  length of each of five sections of the tables: blocks, then as the kind of segment has them
///    100     4  CRC-32C of all before
///    104        tables
///               blocks, each deflated without header
/// ```
///
/// All numbers are little-endian. The section `blocks` has for each block its length in the file, its length
/// when inflated and the CRC-32C of what is inflated, four bytes each. Header and tables are checked when a file
/// is opened, a block when it is read: a file is refused or right.
final class SegmentFile {

    static final long MAGIC = 0x5849_414E_4F4D_4F50L;
    static final int VERSION = 1;
    static final List<Segment.Kind> KINDS = List.of(Segment.Kind.ADVISORIES, Segment.Kind.KEV, Segment.Kind.EPSS);
    static final int SECTIONS = 5;
    static final int HEADER = 104;
    static final int MAX_BLOCK = 64 << 20;
    static final int BLOCK_ENTRY = 12;

    /// Inflated blocks kept at hand, by the lowest bits of their number. Look-ups of one package, and of
    /// packages with similar names, go to the same block.
    private static final int KEPT_BLOCKS = 64;

    private final String name;
    private final ByteBuffer file;
    private final Segment.Kind kind;
    private final int records;
    private final @Nullable Instant newest;
    private final Digest content;
    private final int[] sectionOffsets = new int[SECTIONS];
    private final int[] sectionLengths = new int[SECTIONS];
    private final int[] blockOffsets;
    private final AtomicReferenceArray<@Nullable Block> kept = new AtomicReferenceArray<>(KEPT_BLOCKS);

    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Block(int number, byte[] bytes) {}

    /// Maps the file. The mapping ends when the object is no longer reachable.
    static SegmentFile open(Path path) throws IOException {
        String name = String.valueOf(path.getFileName());
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < HEADER || size > Integer.MAX_VALUE) {
                throw new CorruptSegmentException("%s is no segment: it has %d bytes".formatted(name, size));
            }
            var mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
            return of(name, mapped.asByteBuffer());
        }
    }

    static SegmentFile of(String name, ByteBuffer content) {
        try {
            return new SegmentFile(name, content.order(ByteOrder.LITTLE_ENDIAN));
        } catch (IndexOutOfBoundsException e) {
            throw new CorruptSegmentException(name + " is damaged: it points outside itself", e);
        }
    }

    private SegmentFile(String name, ByteBuffer file) {
        this.name = name;
        this.file = file;
        if (file.limit() < HEADER || file.getLong(0) != MAGIC) throw corrupt("it is no segment");
        if (file.getInt(8) != VERSION) throw corrupt("format version %d is not known".formatted(file.getInt(8)));
        if (file.getInt(HEADER - 4) != checksum(0, HEADER - 4)) throw corrupt("the header is damaged");
        int kindNumber = file.getInt(12);
        if (kindNumber < 0 || kindNumber >= KINDS.size()) throw corrupt("unknown kind");
        this.kind = KINDS.get(kindNumber);
        if (file.getLong(16) != file.limit()) throw corrupt("it is not whole");
        this.records = file.getInt(24);
        int tables = file.getInt(28);
        if (records < 0 || tables < 0 || tables > file.limit() - HEADER) throw corrupt("a length is wrong");
        if (file.getInt(32) != checksum(HEADER, tables)) throw corrupt("the tables are damaged");
        this.newest = newest(file.getLong(40));
        var digest = new byte[32];
        file.get(48, digest);
        this.content = Digest.of(Digest.Algorithm.SHA256, digest);
        layOutSections(tables);
        this.blockOffsets = layOutBlocks(HEADER + tables);
    }

    private @Nullable Instant newest(long seconds) {
        try {
            return seconds == Long.MIN_VALUE ? null : Instant.ofEpochSecond(seconds);
        } catch (DateTimeException e) {
            throw corrupt("a date is out of range");
        }
    }

    private void layOutSections(int tables) {
        int offset = HEADER;
        for (int i = 0; i < SECTIONS; i++) {
            int length = file.getInt(80 + 4 * i);
            if (length < 0 || length > HEADER + tables - offset) throw corrupt("a table is too long");
            sectionOffsets[i] = offset;
            sectionLengths[i] = length;
            offset += length;
        }
    }

    private int[] layOutBlocks(int start) {
        if (sectionLengths[0] % BLOCK_ENTRY != 0) throw corrupt("the list of blocks is damaged");
        var offsets = new int[sectionLengths[0] / BLOCK_ENTRY + 1];
        offsets[0] = start;
        for (int i = 0; i < offsets.length - 1; i++) {
            int length = file.getInt(sectionOffsets[0] + i * BLOCK_ENTRY);
            if (length < 0 || length > file.limit() - offsets[i]) throw corrupt("a block is too long");
            offsets[i + 1] = offsets[i] + length;
        }
        if (offsets[offsets.length - 1] != file.limit()) throw corrupt("there is more than its blocks");
        return offsets;
    }

    /// The segment that this file holds.
    Segment segment() {
        return switch (kind) {
            case ADVISORIES -> AdvisorySegment.of(this);
            case KEV -> new KevSegment(this);
            case EPSS -> new EpssSegment(this);
        };
    }

    Segment.Kind kind() {
        return kind;
    }

    int records() {
        return records;
    }

    @Nullable
    Instant newest() {
        return newest;
    }

    Digest content() {
        return content;
    }

    int blocks() {
        return blockOffsets.length - 1;
    }

    /// A view of one of the tables.
    ByteBuffer section(int number) {
        return file.slice(sectionOffsets[number], sectionLengths[number]).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The texts of a table that is a list of texts.
    List<String> texts(int section) {
        var bytes = new byte[sectionLengths[section]];
        file.get(sectionOffsets[section], bytes);
        var in = new RecordInput(bytes, 0);
        var texts = new ArrayList<String>();
        while (!in.isAtEnd()) texts.add(in.text());
        return texts;
    }

    /// A block's content; shared, not to be changed.
    byte[] block(int number) {
        if (number < 0 || number >= blocks()) throw corrupt("there is no block %d".formatted(number));
        int slot = number % KEPT_BLOCKS;
        Block block = kept.get(slot);
        if (block == null || block.number() != number) {
            block = new Block(number, inflate(number));
            kept.set(slot, block);
        }
        return block.bytes();
    }

    private byte[] inflate(int number) {
        int entry = sectionOffsets[0] + number * BLOCK_ENTRY;
        int length = file.getInt(entry + 4);
        int compressed = blockOffsets[number + 1] - blockOffsets[number];
        // deflate never shrinks by more than 1032 to 1, so a larger claim is a lie
        if (length < 0 || length > MAX_BLOCK || length > 1032L * compressed + 64) throw corrupt("a block is too large");
        var bytes = new byte[length];
        try (var inflater = new Inflater(true)) {
            inflater.setInput(file.slice(blockOffsets[number], compressed));
            int done = 0;
            while (done < length) {
                int more = inflater.inflate(bytes, done, length - done);
                if (more == 0) break;
                done += more;
            }
            if (done != length) throw corrupt("block %d is too short".formatted(number));
        } catch (DataFormatException e) {
            throw new CorruptSegmentException("%s: block %d is damaged".formatted(name, number), e);
        }
        var sum = new CRC32C();
        sum.update(bytes);
        if ((int) sum.getValue() != file.getInt(entry + 8)) throw corrupt("block %d is damaged".formatted(number));
        return bytes;
    }

    CorruptSegmentException corrupt(String what) {
        return new CorruptSegmentException("%s is damaged: %s".formatted(name, what));
    }

    private int checksum(int offset, int length) {
        var sum = new CRC32C();
        sum.update(file.slice(offset, length));
        return (int) sum.getValue();
    }
}
