// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.executable;

import dev.pomona.scanners.packages.executable.Executable.Section;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Section and program headers of ELF files (System V ABI, chapters 4 and 5).
final class ElfReader {

    private static final int SECTION_WITHOUT_BYTES = 8;
    private static final int SECTION_WRITABLE = 1;
    private static final int SEGMENT_LOADED = 1;
    private static final int SEGMENT_WRITABLE = 2;
    /// Stands where a count or an index does not fit; the first section header has the real one.
    private static final int EXTENDED_INDEX = 0xFFFF;

    private final Bytes bytes;
    private final boolean wide;

    static boolean accepts(MemorySegment file) {
        return file.byteSize() >= 52 && new Bytes(file, ByteOrder.BIG_ENDIAN).u32(0) == 0x7F454C46L;
    }

    ElfReader(MemorySegment file) {
        var any = new Bytes(file, ByteOrder.BIG_ENDIAN);
        this.wide = any.u8(4) == 2;
        this.bytes = any.u8(5) == 1 ? new Bytes(file, ByteOrder.LITTLE_ENDIAN) : any;
    }

    Executable read() {
        return new Executable("ELF", bytes.order(), wide ? 8 : 4, sections(), segments());
    }

    private List<Section> sections() {
        var sections = new ArrayList<Section>();
        long table = bytes.word(wide, wide ? 0x28 : 0x20);
        int entrySize = bytes.u16(wide ? 0x3A : 0x2E);
        if (table == 0 || entrySize < (wide ? 64 : 40)) return sections;
        long count = bytes.u16(wide ? 0x3C : 0x30);
        if (count == 0) count = bytes.word(wide, table + (wide ? 32 : 20));
        long namesIndex = bytes.u16(wide ? 0x3E : 0x32);
        if (namesIndex == EXTENDED_INDEX) namesIndex = bytes.u32(table + (wide ? 40 : 24));
        if (count < 0 || count > Executable.MOST_SECTIONS) throw new IndexOutOfBoundsException("sections: " + count);
        long names = bytes.word(wide, table + namesIndex * entrySize + (wide ? 24 : 16));
        for (long i = 1; i < count; i++) {
            long header = table + i * entrySize;
            boolean stored = bytes.u32(header + 4) != SECTION_WITHOUT_BYTES;
            long flags = bytes.word(wide, header + 8);
            long offset = bytes.word(wide, header + (wide ? 24 : 16));
            long size = stored ? bytes.word(wide, header + (wide ? 32 : 20)) : 0;
            sections.add(new Section(
                    bytes.name(names + bytes.u32(header)),
                    bytes.word(wide, header + (wide ? 16 : 12)),
                    (flags & SECTION_WRITABLE) != 0,
                    bytes.part(offset, size)));
        }
        return sections;
    }

    private List<Section> segments() {
        var segments = new ArrayList<Section>();
        long table = bytes.word(wide, wide ? 0x20 : 0x1C);
        int entrySize = bytes.u16(wide ? 0x36 : 0x2A);
        int count = bytes.u16(wide ? 0x38 : 0x2C);
        if (table == 0 || entrySize < (wide ? 56 : 32)) return segments;
        for (long i = 0; i < count; i++) {
            long header = table + i * entrySize;
            if (bytes.u32(header) != SEGMENT_LOADED) continue;
            long flags = bytes.u32(header + (wide ? 4 : 24));
            long offset = bytes.word(wide, header + (wide ? 8 : 4));
            segments.add(new Section(
                    "",
                    bytes.word(wide, header + (wide ? 16 : 8)),
                    (flags & SEGMENT_WRITABLE) != 0,
                    bytes.part(offset, bytes.word(wide, header + (wide ? 32 : 16)))));
        }
        return segments;
    }
}
