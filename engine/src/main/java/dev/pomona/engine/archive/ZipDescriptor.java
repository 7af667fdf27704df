// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.archive;

import java.lang.foreign.MemorySegment;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Sizes and checksum that follow an entry's data (APPNOTE.TXT 6.3.10, §4.3.9). Without a directory they are
/// found by unpacking the data to its end.
///
/// @param end where the next entry starts
record ZipDescriptor(int crc, long packedSize, long size, long end) {

    private static final int SIGNATURE = 0x08074b50;
    private static final int METHOD_DEFLATED = 8;
    private static final int STEP = 64 * 1024;

    ZipEntryHead complete(ZipEntryHead head) {
        return new ZipEntryHead(
                head.name(), head.flags(), head.method(), crc, packedSize, size, head.mode(), head.offset());
    }

    /// `null` when the data is cut off, damaged, or packed so that its end can't be told.
    static @Nullable ZipDescriptor find(MemorySegment zip, long data, ZipEntryHead head, ArchiveBudget budget) {
        if (head.method() != METHOD_DEFLATED || head.isEncrypted()) return null;
        var inflater = new Inflater(true);
        try {
            long packed = inflate(inflater, zip.asSlice(data), budget);
            if (packed < 0) return null;
            long at = data + packed;
            if (at <= zip.byteSize() - 4 && zip.get(ZipDirectory.INT, at) == SIGNATURE) at += 4;
            if (at > zip.byteSize() - 12) return null;
            return new ZipDescriptor(zip.get(ZipDirectory.INT, at), packed, inflater.getBytesWritten(), at + 12);
        } finally {
            inflater.end();
        }
    }

    /// How many packed bytes there are; negative when they are damaged or cut off.
    private static long inflate(Inflater inflater, MemorySegment packed, ArchiveBudget budget) {
        var in = new SegmentStream(packed);
        byte[] input = new byte[STEP];
        byte[] output = new byte[STEP];
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int n = in.read(input, 0, input.length);
                    if (n < 0) return -1;
                    inflater.setInput(input, 0, n);
                }
                int n = inflater.inflate(output);
                if (n == 0 && inflater.needsDictionary()) return -1;
                budget.countBytes(n);
            }
            return inflater.getBytesRead();
        } catch (DataFormatException _) {
            return -1;
        }
    }
}
