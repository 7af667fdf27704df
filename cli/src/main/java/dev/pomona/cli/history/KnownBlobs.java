// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.SortedIds;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.zip.CRC32C;

/// Contents in which nothing can be found, whatever their path: an earlier run looked. By id, with their sizes; nothing
/// of what is in them, and nothing about any other content.
///
/// ```text
/// offset  size
///      0     8  magic "POMKNOWN"
///      8     4  version, 1
///     12     4  bytes of an id, 20 or 32
///     16     4  number of rows
///     20     4  CRC-32C of the rows
///     24        the rows in the order of their ids: the id, 8 bytes of size
/// ```
///
/// All numbers are big-endian. A file that is damaged, or of another version, counts as none.
final class KnownBlobs {

    private static final long MAGIC = 0x504F4D4B4E4F574EL;
    private static final int VERSION = 1;
    private static final int HEAD = 24;
    private static final int SIZE = 8;

    private final ByteBuffer bytes;
    private final SortedIds ids;

    private KnownBlobs(byte[] array, ObjectFormat format) {
        this.bytes = ByteBuffer.wrap(array).order(ByteOrder.BIG_ENDIAN);
        int count = bytes.getInt(16);
        this.ids = new SortedIds(MemorySegment.ofArray(array), HEAD, format.bytes() + SIZE, count, format);
    }

    static KnownBlobs none(ObjectFormat format) {
        return new KnownBlobs(HeadOnly.of(format), format);
    }

    /// What a file holds; nothing when there is none that can be used.
    static KnownBlobs read(Path file, ObjectFormat format) {
        try {
            if (!Files.isRegularFile(file)) return none(format);
            byte[] array = Files.readAllBytes(file);
            return isSound(array, format) ? new KnownBlobs(array, format) : none(format);
        } catch (IOException | GitFormatException _) {
            return none(format);
        }
    }

    private static boolean isSound(byte[] array, ObjectFormat format) {
        if (array.length < HEAD) return false;
        var bytes = ByteBuffer.wrap(array).order(ByteOrder.BIG_ENDIAN);
        int count = bytes.getInt(16);
        return bytes.getLong(0) == MAGIC
                && bytes.getInt(8) == VERSION
                && bytes.getInt(12) == format.bytes()
                && count >= 0
                && array.length == HEAD + (long) count * (format.bytes() + SIZE)
                && bytes.getInt(20) == sum(array);
    }

    /// Writes the file beside its place and moves it there, so that a reader sees the old one or the new one.
    ///
    /// @param sizes by id
    static void write(Path file, SortedMap<ObjectId, Long> sizes, ObjectFormat format) throws IOException {
        int row = format.bytes() + SIZE;
        byte[] array = new byte[Math.addExact(HEAD, Math.multiplyExact(sizes.size(), row))];
        var bytes = ByteBuffer.wrap(array).order(ByteOrder.BIG_ENDIAN);
        HeadOnly.write(bytes, sizes.size(), format);
        bytes.position(HEAD);
        for (Map.Entry<ObjectId, Long> entry : sizes.entrySet()) {
            bytes.put(entry.getKey().toBytes());
            bytes.putLong(entry.getValue());
        }
        bytes.putInt(20, sum(array));
        Files.createDirectories(file.getParent());
        Path beside = Files.createTempFile(file.getParent(), "known", ".tmp");
        try {
            Files.write(beside, array);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static int sum(byte[] array) {
        var crc = new CRC32C();
        crc.update(array, HEAD, array.length - HEAD);
        return (int) crc.getValue();
    }

    /// The size of a content that is known; empty for all others.
    OptionalLong size(ObjectId id) {
        int row = ids.find(id, 0, ids.count());
        if (row < 0) return OptionalLong.empty();
        return OptionalLong.of(
                bytes.getLong(HEAD + row * ids.stride() + ids.format().bytes()));
    }

    int count() {
        return ids.count();
    }

    /// A file without rows.
    private static final class HeadOnly {

        static byte[] of(ObjectFormat format) {
            byte[] array = new byte[HEAD];
            write(ByteBuffer.wrap(array).order(ByteOrder.BIG_ENDIAN), 0, format);
            return array;
        }

        static void write(ByteBuffer bytes, int count, ObjectFormat format) {
            bytes.putLong(0, MAGIC);
            bytes.putInt(8, VERSION);
            bytes.putInt(12, format.bytes());
            bytes.putInt(16, count);
        }
    }
}
