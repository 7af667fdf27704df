// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;

/// A pack's file, mapped, with its index. Any number of threads may read.
final class Pack {

    static final int OFS_DELTA = 6;
    static final int REF_DELTA = 7;
    private static final int MAGIC = 0x5041434B; // PACK
    private static final int HEAD = 12;

    /// One byte of head, and the stream of nothing.
    private static final int SHORTEST_OBJECT = 9;

    private final String name;
    private final MemorySegment bytes;
    private final PackIndex index;
    private final ObjectFormat format;
    private final int number;
    private WeakReference<PackPlan> plan = new WeakReference<>(null);

    /// @param number the pack's place among all packs of the store
    Pack(String name, int number, MemorySegment bytes, PackIndex index, ObjectFormat format) {
        this.name = name;
        this.number = number;
        this.bytes = bytes;
        this.index = index;
        this.format = format;
        if (bytes.byteSize() < HEAD + format.bytes() || BigEndian.int32(bytes, 0) != MAGIC) {
            throw GitFormatException.damaged(name + " is no pack");
        }
        int version = BigEndian.int32(bytes, 4);
        if (version != 2 && version != 3) {
            throw new GitFormatException(GitGap.Kind.UNSUPPORTED, name + " is of a version that is not known");
        }
        if (BigEndian.uint32(bytes, 8) != index.count()) {
            throw GitFormatException.damaged(name + " has another number of objects than its index");
        }
        if (index.count() > (end() - HEAD) / SHORTEST_OBJECT) {
            throw GitFormatException.damaged(name + " is too short for the objects that it says it has");
        }
        if (!ObjectId.at(bytes, end(), format).equals(index.packSum())) {
            throw GitFormatException.damaged(name + " is not the pack that its index was made for");
        }
    }

    /// How the pack is walked. It is large, so it is shared by those who walk at the same time, and let go afterwards.
    PackPlan plan() {
        synchronized (this) {
            PackPlan known = plan.get();
            if (known != null) return known;
            var made = new PackPlan(this);
            plan = new WeakReference<>(made);
            return made;
        }
    }

    String name() {
        return name;
    }

    int number() {
        return number;
    }

    PackIndex index() {
        return index;
    }

    MemorySegment bytes() {
        return bytes;
    }

    /// The checksum at the end, which names the pack's content.
    ObjectId sum() {
        return index.packSum();
    }

    /// Where the objects end and the checksum begins.
    long end() {
        return bytes.byteSize() - format.bytes();
    }

    /// Reads the head of the object at an offset.
    ///
    /// @throws GitFormatException when no object can begin there
    void head(long offset, EntryHead head) {
        if (offset < HEAD || offset >= end()) throw damaged(offset, "is no place for an object");
        long at = offset;
        int next = next(at++, offset);
        head.type = (next >> 4) & 7;
        long size = next & 15;
        for (int shift = 4; (next & 0x80) != 0; shift += 7) {
            next = next(at++, offset);
            if (shift > 53) throw damaged(offset, "has a length that no object has");
            size |= (long) (next & 0x7F) << shift;
        }
        head.size = size;
        head.base = 0;
        head.baseId = null;
        switch (head.type) {
            case 1, 2, 3, 4 -> {}
            case OFS_DELTA -> {
                next = next(at++, offset);
                long back = next & 0x7F;
                while ((next & 0x80) != 0) {
                    next = next(at++, offset);
                    if (back > 1L << 48) throw damaged(offset, "has a base before the pack");
                    back = ((back + 1) << 7) | (next & 0x7F);
                }
                // a base lies before its delta, so chains of these can have no cycle
                if (back <= 0 || back > offset - HEAD) throw damaged(offset, "has a base before the pack");
                head.base = offset - back;
            }
            case REF_DELTA -> {
                if (end() - at < format.bytes()) throw damaged(offset, "is cut off");
                head.baseId = ObjectId.at(bytes, at, format);
                at += format.bytes();
            }
            default -> throw damaged(offset, "is of a kind that is not known");
        }
        head.data = at;
    }

    private int next(long at, long offset) {
        if (at >= end()) throw damaged(offset, "is cut off");
        return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
    }

    GitFormatException damaged(long offset, String what) {
        return GitFormatException.damaged("%s: what begins at %d %s".formatted(name, offset, what));
    }
}
