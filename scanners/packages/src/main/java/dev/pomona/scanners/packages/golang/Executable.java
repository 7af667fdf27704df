// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// An executable as far as its parts are mapped into memory.
///
/// @param named the parts that by their name hold build information
/// @param writable the parts with writable data, where older toolchains put it
/// @param mapped all parts, to find what an address points to
record Executable(MemorySegment file, List<Part> named, List<Part> writable, List<Part> mapped) {

    /// @param offset in the file
    /// @param size in the file
    /// @param address in memory
    record Part(long offset, long size, long address) {

        boolean holds(long wanted, long length) {
            return wanted >= address && length >= 0 && length <= size && wanted - address <= size - length;
        }
    }

    /// The bytes at an address.
    ///
    /// @throws IndexOutOfBoundsException when no part or no byte of the file is there
    MemorySegment at(long address, long length) {
        for (Part part : mapped) {
            if (part.holds(address, length)) return file.asSlice(part.offset() + (address - part.address()), length);
        }
        throw new IndexOutOfBoundsException("nothing is mapped at %x".formatted(address));
    }
}
