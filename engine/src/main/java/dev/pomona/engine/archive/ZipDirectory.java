// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The central directory of a zip file (APPNOTE.TXT 6.3.10, §4.3.12 to §4.3.16), read entry by entry. Bytes in
/// front of the archive are allowed, as in programs that carry one.
final class ZipDirectory {

    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int END_64 = 0x06064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final long IN_EXTRA = 0xffffffffL;
    private static final int UNIX = 3;

    private final MemorySegment zip;
    private final long end;
    private final long shift;
    private long at;

    private ZipDirectory(MemorySegment zip, long start, long end, long shift) {
        this.zip = zip;
        this.at = start;
        this.end = end;
        this.shift = shift;
    }

    static boolean isPresent(MemorySegment zip) {
        return findEnd(zip) >= 0;
    }

    /// Finds the directory; empty when there is none, or not where the archive says.
    static Optional<ZipDirectory> find(MemorySegment zip) {
        long end = findEnd(zip);
        if (end < 0) return Optional.empty();
        long size = zip.get(INT, end + 12) & IN_EXTRA;
        long offset = zip.get(INT, end + 16) & IN_EXTRA;
        long close = end;
        if (size == IN_EXTRA || offset == IN_EXTRA || (zip.get(SHORT, end + 10) & 0xffff) == 0xffff) {
            long end64 = findEnd64(zip, end);
            if (end64 >= 0) {
                size = zip.get(LONG, end64 + 40);
                offset = zip.get(LONG, end64 + 48);
                close = end64;
            }
        }
        long start = close - size;
        if (size < 0 || offset < 0 || start < offset) return Optional.empty();
        return Optional.of(new ZipDirectory(zip, start, close, start - offset));
    }

    /// The next entry; `null` after the last.
    ///
    /// @throws IOException when the directory is damaged
    @Nullable
    ZipEntryHead next() throws IOException {
        if (at == end) return null;
        if (end - at < ENTRY_SIZE || zip.get(INT, at) != ENTRY) throw new IOException("damaged directory");
        int nameLength = zip.get(SHORT, at + 28) & 0xffff;
        int extraLength = zip.get(SHORT, at + 30) & 0xffff;
        int commentLength = zip.get(SHORT, at + 32) & 0xffff;
        long next = at + ENTRY_SIZE + nameLength + extraLength + commentLength;
        if (next > end) throw new IOException("damaged directory");
        long[] sizes = {
            zip.get(INT, at + 24) & IN_EXTRA, zip.get(INT, at + 20) & IN_EXTRA, zip.get(INT, at + 42) & IN_EXTRA
        };
        readExtra(at + ENTRY_SIZE + nameLength, extraLength, sizes);
        boolean unix = (zip.get(SHORT, at + 4) & 0xffff) >>> 8 == UNIX;
        int mode = unix ? zip.get(INT, at + 38) >>> 16 : 0;
        var head = new ZipEntryHead(
                zip.asSlice(at + ENTRY_SIZE, nameLength).toArray(ValueLayout.JAVA_BYTE),
                zip.get(SHORT, at + 8) & 0xffff,
                zip.get(SHORT, at + 10) & 0xffff,
                zip.get(INT, at + 16),
                sizes[1],
                sizes[0],
                mode,
                sizes[2] + shift);
        at = next;
        return head;
    }

    /// Sizes that don't fit stand in an extra field (§4.5.3), in this order, only those that are needed.
    private void readExtra(long from, int length, long[] sizes) throws IOException {
        long position = from;
        long limit = from + length;
        while (limit - position >= 4) {
            int id = zip.get(SHORT, position) & 0xffff;
            int fieldLength = zip.get(SHORT, position + 2) & 0xffff;
            position += 4;
            if (fieldLength > limit - position) return;
            if (id == 1) {
                long value = position;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] != IN_EXTRA) continue;
                    if (value + 8 > position + fieldLength) throw new IOException("damaged zip64 field");
                    sizes[i] = zip.get(LONG, value);
                    if (sizes[i] < 0) throw new IOException("impossible size");
                    value += 8;
                }
            }
            position += fieldLength;
        }
    }

    /// The last record whose comment ends within the file.
    private static long findEnd(MemorySegment zip) {
        long last = zip.byteSize() - END_SIZE;
        for (long i = last; i >= Math.max(0, last - 0xffff); i--) {
            if (zip.get(ValueLayout.JAVA_BYTE, i) != 'P' || zip.get(INT, i) != END) continue;
            if (i + END_SIZE + (zip.get(SHORT, i + 20) & 0xffff) <= zip.byteSize()) return i;
        }
        return -1;
    }

    private static long findEnd64(MemorySegment zip, long end) {
        long locator = end - 20;
        if (locator < 0 || zip.get(INT, locator) != END_64_LOCATOR) return -1;
        // Where the record is shifted by bytes in front, it still stands right before its locator.
        long near = locator - 56;
        if (near >= 0 && zip.get(INT, near) == END_64) return near;
        long stated = zip.get(LONG, locator + 8);
        return stated >= 0 && stated <= near && zip.get(INT, stated) == END_64 ? stated : -1;
    }
}
