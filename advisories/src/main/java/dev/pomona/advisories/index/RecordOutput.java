// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Bytes that grow: the notation of records in blocks and of the tables. Whole numbers are written seven bits
/// at a time, least significant first; a text is its length in UTF-8 and the bytes.
final class RecordOutput {

    private byte[] bytes = new byte[1 << 12];
    private int size;

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
    }

    void raw(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    void byteValue(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /// Four bytes, least significant first.
    void fixedInt(int value) {
        reserve(4);
        for (int shift = 0; shift < 32; shift += 8) bytes[size++] = (byte) (value >>> shift);
    }

    /// Eight bytes, least significant first.
    void fixedLong(long value) {
        reserve(8);
        for (int shift = 0; shift < 64; shift += 8) bytes[size++] = (byte) (value >>> shift);
    }

    void number(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /// A number that may be negative, small either way.
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        raw(utf8, 0, utf8.length);
    }

    void instant(@Nullable Instant instant) {
        byteValue(instant == null ? 0 : 1);
        if (instant == null) return;
        signed(instant.getEpochSecond());
        number(instant.getNano());
    }

    <T> void list(List<T> elements, Consumer<? super T> writer) {
        number(elements.size());
        elements.forEach(writer);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
}
