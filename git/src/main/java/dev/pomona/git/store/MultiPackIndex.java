// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.SortedIds;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One index over many packs (`multi-pack-index`), for look-ups only: it keeps one place of an id that is in
/// several packs, so it can't say all that a pack holds.
final class MultiPackIndex {

    private static final int MAGIC = 0x4D494458; // MIDX
    private static final int HEAD = 12;
    private static final int NAMES = 0x504E414D; // PNAM
    private static final int FAN = 0x4F494446; // OIDF
    private static final int IDS = 0x4F49444C; // OIDL
    private static final int OFFSETS = 0x4F4F4646; // OOFF
    private static final int LARGE = 0x4C4F4646; // LOFF

    private final MemorySegment bytes;
    private final List<String> packs;
    private final int[] fan;
    private final SortedIds ids;
    private final MemorySegment offsets;
    private final MemorySegment large;

    MultiPackIndex(MemorySegment bytes, ObjectFormat format, int mostPacks) {
        this.bytes = bytes;
        if (bytes.byteSize() < HEAD || BigEndian.int32(bytes, 0) != MAGIC) throw damaged("it is none");
        int version = bytes.get(ValueLayout.JAVA_BYTE, 4);
        int hash = bytes.get(ValueLayout.JAVA_BYTE, 5);
        int bases = bytes.get(ValueLayout.JAVA_BYTE, 7);
        if (version < 1 || version > 2 || bases != 0) {
            throw new GitFormatException(GitGap.Kind.UNSUPPORTED, "the multi-pack-index is of an unknown version");
        }
        if (hash != (format == ObjectFormat.SHA1 ? 1 : 2)) throw damaged("it has other ids than the repository");
        long packCount = BigEndian.uint32(bytes, 8);
        if (packCount > mostPacks) throw damaged("it has too many packs");
        MemorySegment fanChunk = chunk(FAN);
        if (fanChunk.byteSize() < 1024) throw damaged("a table is too short");
        MemorySegment idChunk = chunk(IDS);
        int count = (int) Math.min(Integer.MAX_VALUE, idChunk.byteSize() / format.bytes());
        this.fan = BigEndian.fan(fanChunk, 0, count, "the multi-pack-index");
        this.ids = new SortedIds(idChunk, 0, format.bytes(), fan[255], format);
        this.offsets = chunk(OFFSETS);
        this.large = chunk(LARGE);
        if (offsets.byteSize() < 8L * ids.count()) throw damaged("a table is too short");
        this.packs = names(chunk(NAMES), (int) packCount);
    }

    /// A chunk's bytes; empty when there is none of the kind.
    private MemorySegment chunk(int kind) {
        int chunks = Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, 6));
        if (HEAD + 12L * (chunks + 1) > bytes.byteSize()) throw damaged("it is too short");
        for (int i = 0; i < chunks; i++) {
            long row = HEAD + 12L * i;
            if (BigEndian.int32(bytes, row) != kind) continue;
            long start = BigEndian.int64(bytes, row + 4);
            long end = BigEndian.int64(bytes, row + 16);
            if (start < 0 || end < start || end > bytes.byteSize()) throw damaged("a chunk lies outside");
            return bytes.asSlice(start, end - start);
        }
        return MemorySegment.NULL;
    }

    private static List<String> names(MemorySegment chunk, int count) {
        var names = new ArrayList<String>();
        long at = 0;
        for (int i = 0; i < count; i++) {
            long end = at;
            while (end < chunk.byteSize() && chunk.get(ValueLayout.JAVA_BYTE, end) != 0) end++;
            if (end == chunk.byteSize() || end - at > 4096) throw damaged("a name of a pack is cut off");
            names.add(new String(chunk.asSlice(at, end - at).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8));
            at = end + 1;
        }
        return names;
    }

    /// The names of the packs' indexes, as `pack-….idx`; [#pack] counts in them.
    List<String> packs() {
        return packs;
    }

    /// The row of an id; negative when no pack has it.
    int find(ObjectId id) {
        int first = id.firstByte();
        return ids.find(id, first == 0 ? 0 : fan[first - 1], fan[first]);
    }

    /// Which pack holds the row's object, as a place in [#packs].
    int pack(int row) {
        long pack = BigEndian.uint32(offsets, 8L * row);
        if (pack >= packs.size()) throw damaged("it names a pack that isn't there");
        return (int) pack;
    }

    long offset(int row) {
        int offset = BigEndian.int32(offsets, 8L * row + 4);
        if (offset >= 0 || large.byteSize() == 0) return Integer.toUnsignedLong(offset);
        long at = 8L * (offset & 0x7FFF_FFFF);
        if (at > large.byteSize() - 8) throw damaged("it points outside itself");
        return BigEndian.int64(large, at);
    }

    private static GitFormatException damaged(String what) {
        return GitFormatException.damaged("the multi-pack-index is damaged: " + what);
    }
}
