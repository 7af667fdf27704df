// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.zip.CRC32C;

/// A set of ids in ascending order, as a file or in memory; answers by binary search within a 256th.
///
/// ```text
/// offset  size
///      0     8  magic "POMGITID"
///      8     4  version, 1
///     12     4  bytes of an id, 20 or 32
///     16     4  number of ids
///     20     4  CRC-32C of the ids
///     24  1024  for each first byte, how many ids start with it or a lower one
///   1048        the ids
/// ```
///
/// All numbers are big-endian. The sum is checked when a file is opened: a set that says wrongly that something
/// was scanned would hide it.
public final class IdSet {

    private static final long MAGIC = 0x504F_4D47_4954_4944L;
    private static final int FAN = 24;
    private static final int IDS = FAN + 1024;

    private final MemorySegment bytes;
    private final SortedIds ids;

    private IdSet(MemorySegment bytes) {
        if (bytes.byteSize() < IDS || bytes.get(ObjectId.LONG, 0) != MAGIC || bytes.get(ObjectId.INT, 8) != 1) {
            throw GitFormatException.damaged("the file is no set of ids");
        }
        this.bytes = bytes;
        int width = bytes.get(ObjectId.INT, 12);
        ObjectFormat format = switch (width) {
            case 20 -> ObjectFormat.SHA1;
            case 32 -> ObjectFormat.SHA256;
            default -> throw GitFormatException.damaged("the set of ids has an unknown kind of id");
        };
        this.ids = new SortedIds(bytes, IDS, width, bytes.get(ObjectId.INT, 16), format);
        if (bytes.byteSize() != IDS + (long) width * ids.count() || fan(255) != ids.count()) {
            throw GitFormatException.damaged("the set of ids has not the length that it says");
        }
        for (int i = 0; i < 256; i++) {
            if (fan(i) < (i == 0 ? 0 : fan(i - 1))) throw GitFormatException.damaged("the set of ids is out of order");
        }
        if (bytes.get(ObjectId.INT, 20) != sum(bytes)) throw GitFormatException.damaged("the set of ids is damaged");
    }

    private int fan(int firstByte) {
        return bytes.get(ObjectId.INT, FAN + 4L * firstByte);
    }

    public static IdSet empty(ObjectFormat format) {
        return of(java.util.List.of(), format);
    }

    /// A set of these ids, which must all be of the format; repeated ones count once.
    public static IdSet of(Collection<ObjectId> ids, ObjectFormat format) {
        ObjectId[] sorted = ids.toArray(ObjectId[]::new);
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i].format() != format) throw new IllegalArgumentException("an id of another format");
            if (i == 0 || !sorted[i].equals(sorted[i - 1])) sorted[count++] = sorted[i];
        }
        return of(sorted, count, format);
    }

    private static IdSet of(ObjectId[] sorted, int count, ObjectFormat format) {
        var bytes = MemorySegment.ofArray(new byte[Math.addExact(IDS, Math.multiplyExact(count, format.bytes()))]);
        bytes.set(ObjectId.LONG, 0, MAGIC);
        bytes.set(ObjectId.INT, 8, 1);
        bytes.set(ObjectId.INT, 12, format.bytes());
        bytes.set(ObjectId.INT, 16, count);
        var fan = new int[256];
        for (int i = 0; i < count; i++) {
            fan[sorted[i].firstByte()]++;
            byte[] id = sorted[i].toBytes();
            MemorySegment.copy(id, 0, bytes, ValueLayout.JAVA_BYTE, IDS + (long) i * id.length, id.length);
        }
        int below = 0;
        for (int i = 0; i < 256; i++) {
            below += fan[i];
            bytes.set(ObjectId.INT, FAN + 4L * i, below);
        }
        bytes.set(ObjectId.INT, 20, sum(bytes));
        return new IdSet(bytes);
    }

    /// Maps a file that [#write] made. The mapping ends when the set is no longer reachable.
    ///
    /// @throws GitFormatException when the file is something else, or damaged
    public static IdSet open(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new IdSet(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
        }
    }

    /// Writes the set beside its place and moves it there, so that a reader sees the old set or the new one.
    public void write(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(beside)) {
            var chunk = new byte[1 << 16];
            for (long at = 0; at < bytes.byteSize(); at += chunk.length) {
                int length = (int) Math.min(chunk.length, bytes.byteSize() - at);
                MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, chunk, 0, length);
                out.write(chunk, 0, length);
            }
        }
        Files.move(
                beside,
                file,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    public boolean contains(ObjectId id) {
        int first = id.firstByte();
        return ids.find(id, first == 0 ? 0 : fan(first - 1), fan(first)) >= 0;
    }

    /// The set with further ids.
    public IdSet plus(Collection<ObjectId> more) {
        IdSet added = of(more, format());
        var merged = new ObjectId[Math.addExact(size(), added.size())];
        int count = 0;
        int here = 0;
        int there = 0;
        while (here < size() || there < added.size()) {
            int order =
                    here == size() ? 1 : there == added.size() ? -1 : get(here).compareTo(added.get(there));
            merged[count++] = order <= 0 ? get(here) : added.get(there);
            if (order <= 0) here++;
            if (order >= 0) there++;
        }
        return of(merged, count, format());
    }

    /// The id at a place in ascending order.
    public ObjectId get(int place) {
        return ids.get(place);
    }

    public int size() {
        return ids.count();
    }

    public ObjectFormat format() {
        return ids.format();
    }

    private static int sum(MemorySegment bytes) {
        var sum = new CRC32C();
        for (long at = FAN; at < bytes.byteSize(); at += 1 << 30) {
            ByteBuffer part =
                    bytes.asSlice(at, Math.min(1 << 30, bytes.byteSize() - at)).asByteBuffer();
            sum.update(part);
        }
        return (int) sum.getValue();
    }
}
