// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.cache;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// An immutable file of records, mapped and searched by key.
///
/// Layout, numbers big-endian: a header (magic, where the index starts, how many rows it has, checksum of these
/// and the index), the records one after the other, then the index: rows of key, offset, length, checksum of the
/// record and age, sorted by key.
final class Table implements AutoCloseable {

    static final byte[] MAGIC = {'P', 'M', 'N', 'A', 'R', 'S', '0', '1'};
    static final int HEADER = 32;
    static final int KEY = 32;
    static final int ROW = KEY + 8 + 4 + 4 + 1;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena;
    private final MemorySegment file;
    private final long index;
    private final int rows;

    private Table(Arena arena, MemorySegment file, long index, int rows) {
        this.arena = arena;
        this.file = file;
        this.index = index;
        this.rows = rows;
    }

    /// Opens a table; `null` when there is none or it is damaged.
    static @Nullable Table open(Path path) {
        var arena = Arena.ofShared();
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            var file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            var table = check(arena, file);
            if (table != null) return table;
        } catch (IOException | IndexOutOfBoundsException | InternalError _) {
            // as good as none
        }
        arena.close();
        return null;
    }

    private static @Nullable Table check(Arena arena, MemorySegment file) {
        if (file.byteSize() < HEADER) return null;
        if (!Arrays.equals(file.asSlice(0, MAGIC.length).toArray(ValueLayout.JAVA_BYTE), MAGIC)) return null;
        long index = file.get(LONG, 8);
        long rows = file.get(LONG, 16);
        if (index < HEADER || rows < 0 || rows > file.byteSize() / ROW) return null;
        if (index > file.byteSize() || index + rows * ROW != file.byteSize()) return null;
        var crc = new CRC32C();
        crc.update(file.asSlice(8, 16).asByteBuffer());
        for (long at = index; at < file.byteSize(); at += 1 << 24) {
            crc.update(file.asSlice(at, Math.min(1 << 24, file.byteSize() - at)).asByteBuffer());
        }
        return crc.getValue() == file.get(LONG, 24) ? new Table(arena, file, index, (int) rows) : null;
    }

    int rows() {
        return rows;
    }

    /// The row of a key; negative when there is none.
    int find(byte[] key) {
        int low = 0;
        int high = rows - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(key(middle), key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    byte[] key(int row) {
        return file.asSlice(at(row), KEY).toArray(ValueLayout.JAVA_BYTE);
    }

    int age(int row) {
        return file.get(ValueLayout.JAVA_BYTE, at(row) + KEY + 16) & 0xff;
    }

    int length(int row) {
        return file.get(INT, at(row) + KEY + 8);
    }

    /// A record; `null` when its checksum does not hold.
    byte @Nullable [] record(int row) {
        long offset = file.get(LONG, at(row) + KEY);
        int length = length(row);
        if (offset < HEADER || length < 0 || offset > index - length) return null;
        byte[] record = file.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
        return checksum(record) == file.get(INT, at(row) + KEY + 12) ? record : null;
    }

    static int checksum(byte[] record) {
        var crc = new CRC32C();
        crc.update(record);
        return (int) crc.getValue();
    }

    private long at(int row) {
        return index + (long) row * ROW;
    }

    @Override
    public void close() {
        arena.close();
    }
}
