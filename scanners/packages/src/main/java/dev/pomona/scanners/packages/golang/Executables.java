// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads the tables of ELF, PE and Mach-O files that say where their parts are. Everything is checked
/// against the file's bounds by the segment itself: a table that points outside ends the reading with an
/// [IndexOutOfBoundsException].
final class Executables {

    private static final int MOST_PARTS = 4096;
    private static final int MOST_ARCHITECTURES = 16;

    private static final int ELF = 0x7F454C46;
    private static final int FAT = 0xCAFEBABE;
    private static final int FAT_64 = 0xCAFEBABF;
    private static final int MACH_32 = 0xFEEDFACE;
    private static final int MACH_64 = 0xFEEDFACF;
    private static final int PE = 0x50450000;

    private final MemorySegment file;
    private final ByteOrder order;
    private final List<Executable.Part> named = new ArrayList<>();
    private final List<Executable.Part> writable = new ArrayList<>();
    private final List<Executable.Part> mapped = new ArrayList<>();

    private Executables(MemorySegment file, ByteOrder order) {
        this.file = file;
        this.order = order;
    }

    /// The executables in a file: none when it is something else, several in a universal binary.
    ///
    /// @throws IndexOutOfBoundsException when it is cut off
    static List<Executable> in(MemorySegment file) {
        if (file.byteSize() < 64) return List.of();
        int magic = new Executables(file, ByteOrder.BIG_ENDIAN).int32(0);
        if (magic == ELF) return List.of(elf(file));
        if (magic == FAT || magic == FAT_64) return universal(file, magic == FAT_64);
        if (magic == MACH_32 || magic == MACH_64) return List.of(mach(file, ByteOrder.BIG_ENDIAN));
        int swapped = Integer.reverseBytes(magic);
        if (swapped == MACH_32 || swapped == MACH_64) return List.of(mach(file, ByteOrder.LITTLE_ENDIAN));
        return magic >>> 16 == 0x4D5A ? portable(file) : List.of();
    }

    private Executable done() {
        return new Executable(file, List.copyOf(named), List.copyOf(writable), List.copyOf(mapped));
    }

    // --- ELF (System V ABI, chapter 4)

    private static Executable elf(MemorySegment file) {
        boolean big = file.get(ValueLayout.JAVA_BYTE, 5) == 2;
        boolean wide = file.get(ValueLayout.JAVA_BYTE, 4) == 2;
        var reader = new Executables(file, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        reader.elfSegments(wide);
        reader.elfSections(wide);
        return reader.done();
    }

    private void elfSegments(boolean wide) {
        long table = wide ? int64(0x20) : unsigned32(0x1C);
        int size = unsigned16(wide ? 0x36 : 0x2A);
        int count = Math.min(MOST_PARTS, unsigned16(wide ? 0x38 : 0x2C));
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * size;
            if (int32(at) != 1) continue; // PT_LOAD
            int flags = int32(at + (wide ? 4 : 24));
            var part = wide
                    ? new Executable.Part(int64(at + 8), int64(at + 32), int64(at + 16))
                    : new Executable.Part(unsigned32(at + 4), unsigned32(at + 16), unsigned32(at + 8));
            mapped.add(part);
            if ((flags & 2) != 0) writable.add(part);
        }
    }

    private void elfSections(boolean wide) {
        long table = wide ? int64(0x28) : unsigned32(0x20);
        int size = unsigned16(wide ? 0x3A : 0x2E);
        int count = Math.min(MOST_PARTS, unsigned16(wide ? 0x3C : 0x30));
        int names = unsigned16(wide ? 0x3E : 0x32);
        if (table == 0 || names >= count) return;
        long nameTable = elfOffset(table + (long) names * size, wide);
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * size;
            String name = text(nameTable + unsigned32(at), ".go.buildinfo".length() + 1);
            if (!name.equals(".go.buildinfo")) continue;
            named.add(
                    wide
                            ? new Executable.Part(int64(at + 24), int64(at + 32), int64(at + 16))
                            : new Executable.Part(unsigned32(at + 16), unsigned32(at + 20), unsigned32(at + 12)));
        }
    }

    private long elfOffset(long section, boolean wide) {
        return wide ? int64(section + 24) : unsigned32(section + 16);
    }

    // --- PE (Microsoft PE and COFF specification, sections 3 and 4)

    private static List<Executable> portable(MemorySegment file) {
        var reader = new Executables(file, ByteOrder.LITTLE_ENDIAN);
        long header = reader.unsigned32(0x3C);
        if (Integer.reverseBytes(reader.int32(header)) != PE) return List.of();
        int count = reader.unsigned16(header + 6);
        long optional = header + 24;
        boolean wide = reader.unsigned16(optional) == 0x20B;
        long base = wide ? reader.int64(optional + 24) : reader.unsigned32(optional + 28);
        long table = optional + reader.unsigned16(header + 20);
        for (int i = 0; i < Math.min(count, MOST_PARTS); i++) {
            long at = table + i * 40L;
            var part = new Executable.Part(
                    reader.unsigned32(at + 20), reader.unsigned32(at + 16), base + reader.unsigned32(at + 12));
            reader.mapped.add(part);
            int flags = reader.int32(at + 36);
            boolean data = (flags & 0x40) != 0 && (flags & 0x4000_0000) != 0 && (flags & 0x8000_0000) != 0;
            if (data) reader.writable.add(part);
        }
        return List.of(reader.done());
    }

    // --- Mach-O (the system header mach-o/loader.h, and mach-o/fat.h)

    private static List<Executable> universal(MemorySegment file, boolean wide) {
        var reader = new Executables(file, ByteOrder.BIG_ENDIAN);
        int count = reader.int32(4);
        // Java's class files begin alike; their version makes a far greater count
        if (count < 1 || count > MOST_ARCHITECTURES) return List.of();
        var executables = new ArrayList<Executable>();
        for (int i = 0; i < count; i++) {
            long at = 8 + i * (wide ? 32L : 20L);
            long offset = wide ? reader.int64(at + 8) : reader.unsigned32(at + 8);
            long size = wide ? reader.int64(at + 16) : reader.unsigned32(at + 12);
            MemorySegment slice = file.asSlice(offset, size);
            if (slice.byteSize() < 64) continue;
            boolean little = slice.get(ValueLayout.JAVA_BYTE, 0) != (byte) 0xFE;
            executables.add(mach(slice, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN));
        }
        return executables;
    }

    private static Executable mach(MemorySegment file, ByteOrder order) {
        var reader = new Executables(file, order);
        int magic = reader.int32(0);
        boolean wide = magic == MACH_64;
        if (!wide && magic != MACH_32) return reader.done();
        int count = Math.min(MOST_PARTS, reader.int32(16));
        long at = wide ? 32 : 28;
        for (int i = 0; i < count; i++) {
            int command = reader.int32(at);
            long size = reader.unsigned32(at + 4);
            if (size < 8) throw new IndexOutOfBoundsException("a load command of %d bytes".formatted(size));
            if (command == 1 || command == 0x19) reader.machSegment(at, command == 0x19);
            at += size;
        }
        return reader.done();
    }

    private void machSegment(long at, boolean wide) {
        var part = wide
                ? new Executable.Part(int64(at + 40), int64(at + 48), int64(at + 24))
                : new Executable.Part(unsigned32(at + 32), unsigned32(at + 36), unsigned32(at + 24));
        mapped.add(part);
        int protection = int32(at + (wide ? 60 : 44));
        if (protection == 3) writable.add(part);
        int sections = Math.min(MOST_PARTS, int32(at + (wide ? 64 : 48)));
        for (int i = 0; i < sections; i++) {
            long section = at + (wide ? 72 + i * 80L : 56 + i * 68L);
            if (!text(section, 16).equals("__go_buildinfo")) continue;
            named.add(
                    wide
                            ? new Executable.Part(unsigned32(section + 48), int64(section + 40), int64(section + 32))
                            : new Executable.Part(
                                    unsigned32(section + 40), unsigned32(section + 36), unsigned32(section + 32)));
        }
    }

    // --- numbers and names

    private int unsigned16(long at) {
        return Short.toUnsignedInt(file.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), at));
    }

    private int int32(long at) {
        return file.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), at);
    }

    private long unsigned32(long at) {
        return Integer.toUnsignedLong(int32(at));
    }

    private long int64(long at) {
        return file.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), at);
    }

    /// A name that ends with a zero or after so many bytes.
    private String text(long at, int longest) {
        var bytes = new byte[longest];
        int length = 0;
        while (length < longest && at + length < file.byteSize()) {
            byte b = file.get(ValueLayout.JAVA_BYTE, at + length);
            if (b == 0) break;
            bytes[length++] = b;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
