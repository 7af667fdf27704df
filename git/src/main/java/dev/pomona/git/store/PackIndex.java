// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.SortedIds;
import java.lang.foreign.MemorySegment;

/// A pack's index: its ids in order, and where in the pack each begins. Versions 1 and 2.
///
/// Lengths are checked when it is opened; what the tables say is not believed, and checked where it is used.
final class PackIndex {

    private static final int MAGIC = 0xFF744F63; // version 1 has none, and can't begin like this
    private static final int FAN = 1024;

    private final MemorySegment bytes;
    private final int[] fan;
    private final SortedIds ids;
    private final boolean isFirstVersion;
    private final long offsets;
    private final long largeOffsets;
    private final long trailer;

    PackIndex(MemorySegment bytes, ObjectFormat format, int mostObjects, String file) {
        this.bytes = bytes;
        int width = format.bytes();
        if (bytes.byteSize() < FAN + 2L * width) throw GitFormatException.damaged(file + " is too short");
        this.trailer = bytes.byteSize() - 2L * width;
        this.isFirstVersion = BigEndian.int32(bytes, 0) != MAGIC;
        if (!isFirstVersion && BigEndian.int32(bytes, 4) != 2) {
            throw new GitFormatException(
                    dev.pomona.git.object.GitGap.Kind.UNSUPPORTED, file + " is of a version that is not known");
        }
        int head = isFirstVersion ? 0 : 8;
        if (bytes.byteSize() < head + FAN + 2L * width) throw GitFormatException.damaged(file + " is too short");
        // the last number of the fan is the number of objects
        long count = BigEndian.uint32(bytes, head + FAN - 4);
        long table = (long) head + FAN;
        long needed = count * (isFirstVersion ? width + 4L : width + 8L);
        if (needed > trailer - table) throw GitFormatException.damaged(file + " is shorter than its tables");
        if (count > mostObjects) {
            throw GitFormatException.tooLarge("%s has more than %d objects".formatted(file, mostObjects));
        }
        this.fan = BigEndian.fan(bytes, head, (int) count, file);
        this.ids = isFirstVersion
                ? new SortedIds(bytes, table + 4, width + 4, (int) count, format)
                : new SortedIds(bytes, table, width, (int) count, format);
        this.offsets = isFirstVersion ? table : table + count * (width + 4);
        this.largeOffsets = table + needed;
    }

    int count() {
        return ids.count();
    }

    ObjectId id(int row) {
        return ids.get(row);
    }

    /// Where an object begins in the pack; nobody has checked that it does.
    long offset(int row) {
        if (isFirstVersion) return BigEndian.uint32(bytes, offsets + (long) row * ids.stride());
        int offset = BigEndian.int32(bytes, offsets + 4L * row);
        if (offset >= 0) return offset;
        long at = largeOffsets + 8L * (offset & 0x7FFF_FFFF);
        if (at > trailer - 8) throw GitFormatException.damaged("the index of a pack points outside itself");
        return BigEndian.int64(bytes, at);
    }

    /// The row of an id; negative when it isn't in the pack: `-1 - ` the row where it would be.
    int find(ObjectId id) {
        int first = id.firstByte();
        return ids.find(id, first == 0 ? 0 : fan[first - 1], fan[first]);
    }

    /// The checksum of the pack that the index was made for.
    ObjectId packSum() {
        return ObjectId.at(bytes, trailer, ids.format());
    }
}
