// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Puts the checksums of a changed segment right, as an attacker would.
final class Checksums {

    private Checksums() {}

    static void correct(byte[] bytes) {
        if (bytes.length < SegmentFile.HEADER) return;
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0, SegmentFile.MAGIC);
        file.putInt(8, SegmentFile.VERSION);
        file.putLong(16, bytes.length);
        int tables = file.getInt(28);
        if (tables >= 0 && tables <= bytes.length - SegmentFile.HEADER) {
            file.putInt(32, checksum(bytes, SegmentFile.HEADER, tables));
        }
        file.putInt(SegmentFile.HEADER - 4, checksum(bytes, 0, SegmentFile.HEADER - 4));
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        var sum = new CRC32C();
        sum.update(bytes, offset, length);
        return (int) sum.getValue();
    }
}
