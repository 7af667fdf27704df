// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rust;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks zlib streams (RFC 1950) up to a limit.
final class Zlib {

    private static final int STEP = 64 * 1024;

    private Zlib() {}

    /// @return empty when the stream is damaged, ends early or holds more than `limit` bytes
    static Optional<byte[]> inflate(MemorySegment packed, int limit) {
        if (packed.byteSize() > limit) return Optional.empty();
        try (var inflater = new Inflater()) {
            inflater.setInput(packed.toArray(ValueLayout.JAVA_BYTE));
            var out = new ByteArrayOutputStream();
            byte[] step = new byte[STEP];
            while (!inflater.finished()) {
                int count = inflater.inflate(step);
                if (count == 0 && !inflater.finished()) return Optional.empty();
                if (out.size() + count > limit) return Optional.empty();
                out.write(step, 0, count);
            }
            return Optional.of(out.toByteArray());
        } catch (DataFormatException damaged) {
            return Optional.empty();
        }
    }
}
