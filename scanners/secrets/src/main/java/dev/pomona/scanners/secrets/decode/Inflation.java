// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Unpacks gzip (RFC 1952) and zlib (RFC 1950), as far as the budget goes.
final class Inflation {

    private static final int STEP = 64 * 1024;
    private static final int SMALLEST = 16;

    private Inflation() {}

    /// How the bytes are packed; `null` when they are not.
    static @Nullable Layer layer(byte[] bytes, int length) {
        if (length < 3) return null;
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (first == 0x1f && second == 0x8b && bytes[2] == 8) return Layer.GZIP;
        boolean isZlib = first == 0x78 && ((first << 8) | second) % 31 == 0 && (second & 0x20) == 0;
        return isZlib ? Layer.ZLIB : null;
    }

    /// What is in them: all of it, or what can be read when they are damaged; empty when nothing can.
    static byte[] unpack(byte[] bytes, Layer layer, DecodeBudget budget) {
        int start = layer == Layer.GZIP ? gzipHead(bytes) : 0;
        if (start < 0 || bytes.length - start < SMALLEST / 2) return new byte[0];
        var inflater = new Inflater(layer == Layer.GZIP);
        try {
            inflater.setInput(bytes, start, bytes.length - start);
            return unpack(inflater, budget);
        } finally {
            inflater.end();
        }
    }

    private static byte[] unpack(Inflater inflater, DecodeBudget budget) {
        byte[] result = new byte[STEP];
        int size = 0;
        try {
            while (!inflater.finished()) {
                if (size == result.length) {
                    if (size >= budget.left()) break;
                    result = Arrays.copyOf(result, size * 2);
                }
                int n = inflater.inflate(result, size, result.length - size);
                if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) break;
                size += n;
            }
        } catch (DataFormatException _) {
            // what came before the damage counts
        }
        if (size < budget.left() || (size == budget.left() && inflater.finished())) {
            budget.take(size);
            return Arrays.copyOf(result, size);
        }
        budget.exhaust();
        return new byte[0];
    }

    /// Where the packed data start; -1 when the head is cut off.
    private static int gzipHead(byte[] bytes) {
        if (bytes.length < 18) return -1;
        int flags = bytes[3];
        int at = 10;
        if ((flags & 4) != 0) at += 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
        for (int flag = 8; flag <= 16; flag <<= 1) {
            if ((flags & flag) == 0) continue;
            while (at < bytes.length && bytes[at] != 0) at++;
            at++;
        }
        if ((flags & 2) != 0) at += 2;
        return at < bytes.length ? at : -1;
    }
}
