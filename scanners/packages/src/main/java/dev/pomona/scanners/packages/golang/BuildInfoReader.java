// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the build information in a Go binary (the package `debug/buildinfo` of the standard library
/// describes it).
///
/// It starts with 14 bytes of mark, the size of a pointer, and flags. Since Go 1.18 the two texts follow 32
/// bytes after the start, each with its length in front; before, two pointers to Go strings do.
final class BuildInfoReader {

    private static final byte[] MARK = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = 32;
    private static final int ALIGNMENT = 16;
    private static final int BIG_ENDIAN = 1;
    private static final int INLINE = 2;
    private static final int SENTINEL = 16;

    /// Linkers make one or two; a file that claims thousands would be searched as often.
    private static final int MOST_SEARCHED = 4;

    private static final long LONGEST = 16 << 20;

    private final Executable executable;

    private BuildInfoReader(Executable executable) {
        this.executable = executable;
    }

    /// The build information; `null` when the executable is none of Go's.
    ///
    /// @throws IndexOutOfBoundsException when the mark is there, but what it leads to is not
    static @Nullable BuildInfo read(Executable executable) {
        var reader = new BuildInfoReader(executable);
        for (List<Executable.Part> parts : List.of(executable.named(), executable.writable())) {
            for (Executable.Part part : parts.subList(0, Math.min(MOST_SEARCHED, parts.size()))) {
                BuildInfo found = reader.search(part);
                if (found != null) return found;
            }
        }
        return null;
    }

    private @Nullable BuildInfo search(Executable.Part part) {
        MemorySegment file = executable.file();
        if (part.offset() < 0 || part.size() < 0 || part.offset() > file.byteSize()) return null;
        long size = Math.min(part.size(), file.byteSize() - part.offset());
        for (long at = part.offset(); at - part.offset() + HEADER <= size; at += ALIGNMENT) {
            if (!isMark(file, at)) continue;
            int pointer = file.get(ValueLayout.JAVA_BYTE, at + 14);
            int flags = file.get(ValueLayout.JAVA_BYTE, at + 15);
            if ((flags & INLINE) != 0) return inline(at + HEADER);
            if (pointer == 4 || pointer == 8) return pointed(at + 16, pointer, (flags & BIG_ENDIAN) != 0);
        }
        return null;
    }

    private static boolean isMark(MemorySegment file, long at) {
        for (int i = 0; i < MARK.length; i++) {
            if (file.get(ValueLayout.JAVA_BYTE, at + i) != MARK[i]) return false;
        }
        return true;
    }

    private BuildInfo inline(long start) {
        MemorySegment file = executable.file();
        long at = start;
        var texts = new MemorySegment[2];
        for (int i = 0; i < 2; i++) {
            long length = 0;
            int shift = 0;
            byte b;
            do {
                b = file.get(ValueLayout.JAVA_BYTE, at++);
                length |= (b & 0x7FL) << shift;
                shift += 7;
            } while (b < 0 && shift < 35);
            texts[i] = file.asSlice(at, bounded(length));
            at += length;
        }
        return info(texts[0], texts[1]);
    }

    private BuildInfo pointed(long start, int pointer, boolean big) {
        ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        MemorySegment file = executable.file();
        MemorySegment version = string(word(file, start, pointer, order), pointer, order);
        return info(version, string(word(file, start + pointer, pointer, order), pointer, order));
    }

    /// The text behind a pointer to a Go string, which is an address and a length.
    private MemorySegment string(long address, int pointer, ByteOrder order) {
        MemorySegment header = executable.at(address, 2L * pointer);
        long length = bounded(word(header, pointer, pointer, order));
        return length == 0 ? header.asSlice(0, 0) : executable.at(word(header, 0, pointer, order), length);
    }

    private static long word(MemorySegment segment, long at, int size, ByteOrder order) {
        return size == 8
                ? segment.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at)
                : Integer.toUnsignedLong(segment.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at));
    }

    private static long bounded(long length) {
        if (length < 0 || length > LONGEST) throw new IndexOutOfBoundsException("a text of %d bytes".formatted(length));
        return length;
    }

    private static String text(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /// The modules stand between two sentinels of 16 bytes. Without them there are none.
    private static BuildInfo info(MemorySegment version, MemorySegment framed) {
        long end = framed.byteSize() - SENTINEL;
        boolean whole = end > SENTINEL && framed.get(ValueLayout.JAVA_BYTE, end - 1) == '\n';
        return BuildInfo.parse(text(version), whole ? text(framed.asSlice(SENTINEL, end - SENTINEL)) : "");
    }
}
