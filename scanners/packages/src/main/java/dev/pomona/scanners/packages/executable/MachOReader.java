// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.executable;

import dev.pomona.scanners.packages.executable.Executable.Section;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Segment load commands of Mach-O files (`mach-o/loader.h`, `mach-o/fat.h`).
final class MachOReader {

    private static final long MAGIC_32 = 0xFEEDFACEL;
    private static final long MAGIC_64 = 0xFEEDFACFL;
    private static final long MAGIC_UNIVERSAL = 0xCAFEBABEL;
    private static final long MAGIC_UNIVERSAL_64 = 0xCAFEBABFL;
    /// Java classes have the same magic; their next number, the version, is never below 45.
    private static final int MOST_ARCHITECTURES = 40;

    private static final int SEGMENT_32 = 0x01;
    private static final int SEGMENT_64 = 0x19;
    private static final int WRITABLE = 2;
    private static final int SECTION_WITHOUT_BYTES = 1;

    private final Bytes bytes;
    private final boolean wide;

    static boolean accepts(MemorySegment file) {
        if (file.byteSize() < 28) return false;
        var big = new Bytes(file, ByteOrder.BIG_ENDIAN);
        long magic = big.u32(0);
        if (magic == MAGIC_UNIVERSAL || magic == MAGIC_UNIVERSAL_64) {
            return big.u32(4) > 0 && big.u32(4) <= MOST_ARCHITECTURES;
        }
        return isThin(file);
    }

    private static boolean isThin(MemorySegment file) {
        if (file.byteSize() < 28) return false;
        long big = new Bytes(file, ByteOrder.BIG_ENDIAN).u32(0);
        long little = new Bytes(file, ByteOrder.LITTLE_ENDIAN).u32(0);
        return big == MAGIC_32 || big == MAGIC_64 || little == MAGIC_32 || little == MAGIC_64;
    }

    MachOReader(MemorySegment file) {
        MemorySegment thin = firstArchitecture(file);
        var big = new Bytes(thin, ByteOrder.BIG_ENDIAN);
        boolean isBig = big.u32(0) == MAGIC_32 || big.u32(0) == MAGIC_64;
        this.bytes = isBig ? big : new Bytes(thin, ByteOrder.LITTLE_ENDIAN);
        this.wide = bytes.u32(0) == MAGIC_64;
    }

    private static MemorySegment firstArchitecture(MemorySegment file) {
        if (isThin(file)) return file;
        var big = new Bytes(file, ByteOrder.BIG_ENDIAN);
        MemorySegment first = big.u32(0) == MAGIC_UNIVERSAL_64
                ? big.part(big.u64(16), big.u64(24))
                : big.part(big.u32(16), big.u32(20));
        if (!isThin(first)) throw new IndexOutOfBoundsException("no architecture in it");
        return first;
    }

    Executable read() {
        var sections = new ArrayList<Section>();
        var segments = new ArrayList<Section>();
        long count = bytes.u32(16);
        long command = wide ? 32 : 28;
        for (long i = 0; i < count; i++) {
            long kind = bytes.u32(command);
            long size = bytes.u32(command + 4);
            if (size < 8) throw new IndexOutOfBoundsException("a load command of %d bytes".formatted(size));
            if (kind == (wide ? SEGMENT_64 : SEGMENT_32)) segment(command, sections, segments);
            command += size;
        }
        return new Executable("Mach-O", bytes.order(), wide ? 8 : 4, sections, segments);
    }

    private void segment(long command, List<Section> sections, List<Section> segments) {
        String name = bytes.name(command + 8, 16);
        boolean writable = (bytes.u32(command + (wide ? 60 : 44)) & WRITABLE) != 0;
        segments.add(new Section(
                name,
                bytes.word(wide, command + 24),
                writable,
                bytes.part(
                        bytes.word(wide, command + (wide ? 40 : 32)), bytes.word(wide, command + (wide ? 48 : 36)))));
        long count = bytes.u32(command + (wide ? 64 : 48));
        for (long i = 0; i < count; i++) {
            if (sections.size() >= Executable.MOST_SECTIONS) throw new IndexOutOfBoundsException("sections");
            long header = command + (wide ? 72 : 56) + i * (wide ? 80 : 68);
            long kind = bytes.u32(header + (wide ? 64 : 56)) & 0xFF;
            long size = kind == SECTION_WITHOUT_BYTES ? 0 : bytes.word(wide, header + (wide ? 40 : 36));
            sections.add(new Section(
                    bytes.name(header + 16, 16) + "," + bytes.name(header, 16),
                    bytes.word(wide, header + 32),
                    writable,
                    bytes.part(bytes.u32(header + (wide ? 48 : 40)), size)));
        }
    }
}
