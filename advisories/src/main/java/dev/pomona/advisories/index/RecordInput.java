// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads what [RecordOutput] wrote, and trusts nothing: whatever does not fit ends in a
/// [CorruptSegmentException].
final class RecordInput {

    private final byte[] bytes;
    private final int end;
    private int position;

    RecordInput(byte[] bytes, int position) {
        this.bytes = bytes;
        this.end = bytes.length;
        if (position < 0 || position > end) throw new CorruptSegmentException("a record starts outside its block");
        this.position = position;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position == end;
    }

    int byteValue() {
        if (position >= end) throw new CorruptSegmentException("a record ends too early");
        return bytes[position++] & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = byteValue();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new CorruptSegmentException("a number is too long");
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /// A count of things that take at least a byte each, so it cannot exceed what is left.
    int count() {
        long count = number();
        if (count < 0 || count > end - position) throw new CorruptSegmentException("a count is too large");
        return (int) count;
    }

    int smallNumber() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) throw new CorruptSegmentException("a number is too large");
        return (int) value;
    }

    String text() {
        int length = count();
        var text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /// Reads a text and says whether it is this one.
    boolean isText(byte[] utf8) {
        int length = count();
        int from = position;
        position += length;
        return Arrays.equals(bytes, from, position, utf8, 0, utf8.length);
    }

    double fixedDouble() {
        long bits = 0;
        for (int shift = 0; shift < 64; shift += 8) bits |= (long) byteValue() << shift;
        return Double.longBitsToDouble(bits);
    }

    @Nullable
    Instant instant() {
        if (byteValue() == 0) return null;
        try {
            return Instant.ofEpochSecond(signed(), smallNumber());
        } catch (DateTimeException | ArithmeticException e) {
            throw new CorruptSegmentException("a time is out of range", e);
        }
    }

    <T> List<T> list(Supplier<T> reader) {
        int count = count();
        if (count == 0) return List.of();
        var elements = new ArrayList<T>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) elements.add(reader.get());
        return elements;
    }

    <E> E constant(List<E> constants) {
        int ordinal = byteValue();
        if (ordinal >= constants.size()) throw new CorruptSegmentException("an unknown kind: " + ordinal);
        return constants.get(ordinal);
    }
}
