// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.executable;

import dev.pomona.scanners.packages.executable.Executable.Section;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;

/// Section headers of PE files (Microsoft's *PE Format*).
final class PeReader {

    private static final int SYMBOL_SIZE = 18;
    private static final int OPTIONAL_HEADER_WIDE = 0x20B;
    private static final long WRITABLE = 0x8000_0000L;

    private final Bytes bytes;
    private final long header;

    static boolean accepts(MemorySegment file) {
        if (file.byteSize() < 64) return false;
        var bytes = new Bytes(file, ByteOrder.LITTLE_ENDIAN);
        if (bytes.u16(0) != 0x5A4D) return false;
        long header = bytes.u32(0x3C);
        return header <= file.byteSize() - 24 && bytes.u32(header) == 0x4550;
    }

    PeReader(MemorySegment file) {
        this.bytes = new Bytes(file, ByteOrder.LITTLE_ENDIAN);
        this.header = bytes.u32(0x3C);
    }

    Executable read() {
        var sections = new ArrayList<Section>();
        int count = bytes.u16(header + 6);
        long names = bytes.u32(header + 12) + bytes.u32(header + 16) * SYMBOL_SIZE;
        int optionalSize = bytes.u16(header + 20);
        boolean wide = optionalSize > 0 && bytes.u16(header + 24) == OPTIONAL_HEADER_WIDE;
        long base = optionalSize < 32 ? 0 : bytes.word(wide, header + (wide ? 48 : 52));
        for (long i = 0; i < count; i++) {
            long section = header + 24 + optionalSize + i * 40;
            long inMemory = bytes.u32(section + 8);
            long inFile = bytes.u32(section + 16);
            sections.add(new Section(
                    name(section, names),
                    base + bytes.u32(section + 12),
                    (bytes.u32(section + 36) & WRITABLE) != 0,
                    bytes.part(bytes.u32(section + 20), inMemory == 0 ? inFile : Math.min(inFile, inMemory))));
        }
        return new Executable("PE", ByteOrder.LITTLE_ENDIAN, wide ? 8 : 4, sections, sections);
    }

    /// Names longer than eight bytes are written as `/` and a decimal offset into the string table.
    private String name(long section, long names) {
        String name = bytes.name(section, 8);
        if (name.length() < 2 || name.charAt(0) != '/') return name;
        long offset = 0;
        for (int i = 1; i < name.length(); i++) {
            int digit = Character.digit(name.charAt(i), 10);
            if (digit < 0) return name;
            offset = offset * 10 + digit;
        }
        return names + offset < bytes.file().byteSize() ? bytes.name(names + offset) : name;
    }
}
