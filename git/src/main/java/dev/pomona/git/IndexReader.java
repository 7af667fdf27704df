// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectFormat;
import dev.pomona.git.object.ObjectId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Reads the index, versions 2 to 4 (Git's manual page `gitformat-index`).
final class IndexReader {

    private static final int MAGIC = 0x44495243; // DIRC
    private static final int SPLIT = 0x6C696E6B; // link
    private static final int HEAD = 12;
    private static final int STAT = 40;
    private static final int MODE = 24;
    private static final int EXTENDED = 0x4000;
    private static final int INTENDED = 0x2000;
    private static final int LONGEST_PATH = 1 << 16;

    /// The most bytes of a path when all have equally many: version 4 writes only in what each differs.
    private static final int AVERAGE_PATH = 128;

    private final byte[] bytes;
    private final ObjectFormat format;
    private final int end;
    private int at = HEAD;

    private IndexReader(byte[] bytes, ObjectFormat format) {
        this.bytes = bytes;
        this.format = format;
        this.end = bytes.length - format.bytes();
    }

    /// All entries, in the order of the index.
    ///
    /// @throws GitFormatException when the bytes are no index, or there are more entries than the limit
    static List<StagedFile> read(byte[] bytes, ObjectFormat format, int most, Consumer<GitGap> gaps) {
        return new IndexReader(bytes, format).read(most, gaps);
    }

    private List<StagedFile> read(int most, Consumer<GitGap> gaps) {
        if (end < HEAD || int32(0) != MAGIC) throw GitFormatException.damaged("the index is none");
        int version = int32(4);
        if (version < 2 || version > 4) {
            throw new GitFormatException(GitGap.Kind.UNSUPPORTED, "the index is of a version that is not known");
        }
        long count = Integer.toUnsignedLong(int32(8));
        if (count > most) throw GitFormatException.tooLarge("the index has more than %d entries".formatted(most));
        var entries = new ArrayList<StagedFile>();
        byte[] path = {};
        long pathBytes = 0;
        for (long i = 0; i < count; i++) {
            int start = at;
            int fixed = STAT + format.bytes() + 2;
            need(fixed + 2);
            int flags = int16(start + fixed - 2);
            boolean isExtended = version > 2 && (flags & EXTENDED) != 0;
            boolean isIntended = isExtended && (int16(start + fixed) & INTENDED) != 0;
            at += fixed + (isExtended ? 2 : 0);
            path = path(version == 4 ? path : new byte[0], version == 4 ? kept(path.length) : 0);
            pathBytes += path.length;
            if (pathBytes > (long) AVERAGE_PATH * most)
                throw GitFormatException.tooLarge("the index has too long paths");
            if (version < 4) at = start + ((at - 1 - start + 8) & ~7);
            entries.add(new StagedFile(
                    new String(path, StandardCharsets.UTF_8),
                    int32(start + MODE),
                    ObjectId.at(bytes, start + STAT, format),
                    (flags >> 12) & 3,
                    isIntended));
        }
        if (isSplit()) {
            gaps.accept(new GitGap(
                    GitGap.Kind.UNSUPPORTED, null, "the index is split: what is in its shared part is not known"));
        }
        return entries;
    }

    /// Whether one of the extensions that follow says that another file has the rest.
    private boolean isSplit() {
        while (end - at >= 8) {
            if (int32(at) == SPLIT) return true;
            long next = at + 8 + Integer.toUnsignedLong(int32(at + 4));
            if (next > end) throw GitFormatException.damaged("the index is cut off");
            at = (int) next;
        }
        return false;
    }

    /// How many bytes of the path before are kept: all but a number of seven bits a byte, of which each further
    /// byte counts from one.
    private int kept(int length) {
        need(1);
        int next = bytes[at++];
        long dropped = next & 0x7F;
        while (next < 0) {
            need(1);
            next = bytes[at++];
            dropped = ((dropped + 1) << 7) + (next & 0x7F);
            if (dropped > length) break;
        }
        if (dropped > length) throw GitFormatException.damaged("a path in the index is longer than it can be");
        return (int) (length - dropped);
    }

    private byte[] path(byte[] before, int kept) {
        int start = at;
        while (at < end && bytes[at] != 0) at++;
        int length = at - start;
        need(1);
        at++;
        if (kept + length > LONGEST_PATH) throw GitFormatException.damaged("a path in the index is too long");
        byte[] path = Arrays.copyOf(before, kept + length);
        System.arraycopy(bytes, start, path, kept, length);
        return path;
    }

    private void need(int length) {
        if (end - at < length) throw GitFormatException.damaged("the index is cut off");
    }

    private int int32(int from) {
        return int16(from) << 16 | int16(from + 2);
    }

    private int int16(int from) {
        return ((bytes[from] & 0xFF) << 8) | (bytes[from + 1] & 0xFF);
    }
}
