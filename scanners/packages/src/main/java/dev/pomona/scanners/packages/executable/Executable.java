// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.executable;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// A program or library as the loader sees it: named sections, and the segments that they are mapped by.
///
/// @param format in words: `ELF`, `Mach-O` or `PE`
/// @param byteOrder of the numbers in it
/// @param pointerSize in bytes, 4 or 8
/// @param sections in the order of the file; in Mach-O named `__SEGMENT,section`
/// @param segments what is loaded, in the order of the file; in PE the same as the sections
public record Executable(
        String format, ByteOrder byteOrder, int pointerSize, List<Section> sections, List<Section> segments) {

    /// More sections than any linker writes; beyond it the file is taken for hostile.
    static final int MOST_SECTIONS = 200_000;

    /// A stretch of the file that is loaded at an address.
    ///
    /// @param address where it is loaded; 0 when it isn't
    /// @param content as in the file, cut where the file ends; shorter than in memory when zeros follow
    public record Section(String name, long address, boolean writable, MemorySegment content) {

        private boolean holds(long wanted) {
            return address != 0
                    && Long.compareUnsigned(wanted, address) >= 0
                    && Long.compareUnsigned(wanted - address, content.byteSize()) < 0;
        }
    }

    public Executable {
        sections = List.copyOf(sections);
        segments = List.copyOf(segments);
    }

    /// Reads the headers. Of a universal Mach-O file the first architecture is taken.
    ///
    /// @return empty when the bytes are no ELF, Mach-O or PE file, or their headers are damaged
    public static Optional<Executable> parse(MemorySegment file) {
        try {
            if (ElfReader.accepts(file)) return Optional.of(new ElfReader(file).read());
            if (MachOReader.accepts(file)) return Optional.of(new MachOReader(file).read());
            if (PeReader.accepts(file)) return Optional.of(new PeReader(file).read());
        } catch (IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /// Whether the first bytes are those of an ELF, Mach-O or PE file; cheap.
    public static boolean isLikely(MemorySegment file) {
        return ElfReader.accepts(file) || MachOReader.accepts(file) || PeReader.accepts(file);
    }

    /// The first section of this name.
    public Optional<Section> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /// What is loaded from an address to the end of its segment; empty when the file has nothing for it.
    public Optional<MemorySegment> at(long address) {
        return segments.stream()
                .filter(segment -> segment.holds(address))
                .findFirst()
                .map(segment -> segment.content().asSlice(address - segment.address()));
    }
}
