// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.object;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The name of an object: 20 bytes of SHA-1 or 32 of SHA-256. Ordered as unsigned bytes.
public final class ObjectId implements Comparable<ObjectId> {

    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final ObjectFormat format;
    private final long first;
    private final long second;
    /// Of a SHA-1, the last four bytes in the upper half.
    private final long third;

    private final long fourth;

    private ObjectId(ObjectFormat format, long first, long second, long third, long fourth) {
        this.format = format;
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
    }

    /// The id whose bytes start at a place.
    ///
    /// @throws IndexOutOfBoundsException when there are too few bytes
    public static ObjectId at(byte[] bytes, int at, ObjectFormat format) {
        return switch (format) {
            case SHA1 ->
                new ObjectId(
                        format,
                        (long) LONGS.get(bytes, at),
                        (long) LONGS.get(bytes, at + 8),
                        (long) (int) INTS.get(bytes, at + 16) << 32,
                        0);
            case SHA256 ->
                new ObjectId(
                        format,
                        (long) LONGS.get(bytes, at),
                        (long) LONGS.get(bytes, at + 8),
                        (long) LONGS.get(bytes, at + 16),
                        (long) LONGS.get(bytes, at + 24));
        };
    }

    /// The id whose bytes start at a place.
    ///
    /// @throws IndexOutOfBoundsException when there are too few bytes
    public static ObjectId at(MemorySegment bytes, long at, ObjectFormat format) {
        return switch (format) {
            case SHA1 ->
                new ObjectId(
                        format, bytes.get(LONG, at), bytes.get(LONG, at + 8), (long) bytes.get(INT, at + 16) << 32, 0);
            case SHA256 ->
                new ObjectId(
                        format,
                        bytes.get(LONG, at),
                        bytes.get(LONG, at + 8),
                        bytes.get(LONG, at + 16),
                        bytes.get(LONG, at + 24));
        };
    }

    /// The id that is written as 40 or 64 hexadecimal digits; `null` when the text is no id.
    public static @Nullable ObjectId parse(CharSequence text) {
        for (ObjectFormat format : ObjectFormat.values()) {
            if (text.length() == format.digits()) return isHex(text) ? lowest(text, format) : null;
        }
        return null;
    }

    /// As [#parse(CharSequence)], of a text in ASCII.
    static @Nullable ObjectId parse(byte[] text) {
        for (ObjectFormat format : ObjectFormat.values()) {
            if (text.length != format.digits()) continue;
            var bytes = new byte[format.bytes()];
            for (int i = 0; i < bytes.length; i++) {
                int high = text[2 * i];
                int low = text[2 * i + 1];
                if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) return null;
                bytes[i] = (byte) (HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low));
            }
            return at(bytes, 0, format);
        }
        return null;
    }

    /// The first of all ids that start with these digits.
    ///
    /// @throws IllegalArgumentException when there are more digits than an id has, or other characters
    public static ObjectId lowest(CharSequence digits, ObjectFormat format) {
        if (digits.length() > format.digits()) throw new IllegalArgumentException("too many digits for an id");
        var bytes = new byte[format.bytes()];
        for (int i = 0; i < digits.length(); i++) {
            bytes[i / 2] |= (byte) (HexFormat.fromHexDigit(digits.charAt(i)) << (i % 2 == 0 ? 4 : 0));
        }
        return at(bytes, 0, format);
    }

    /// Whether all of a text is hexadecimal digits.
    public static boolean isHex(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) return false;
        }
        return true;
    }

    public ObjectFormat format() {
        return format;
    }

    /// Whether all bytes are zero, which stands for "no object" in the hooks of a push and in reflogs.
    public boolean isZero() {
        return (first | second | third | fourth) == 0;
    }

    public byte[] toBytes() {
        var bytes = new byte[format.bytes()];
        LONGS.set(bytes, 0, first);
        LONGS.set(bytes, 8, second);
        if (format == ObjectFormat.SHA1) {
            INTS.set(bytes, 16, (int) (third >>> 32));
        } else {
            LONGS.set(bytes, 16, third);
            LONGS.set(bytes, 24, fourth);
        }
        return bytes;
    }

    /// The first of the bytes, by which indexes fan out.
    public int firstByte() {
        return (int) (first >>> 56);
    }

    public boolean startsWith(String digits) {
        return toString().startsWith(digits);
    }

    /// Compares with the bytes at a place, which must be an id of the same format.
    int compareTo(MemorySegment bytes, long at) {
        int order = Long.compareUnsigned(first, bytes.get(LONG, at));
        if (order == 0) order = Long.compareUnsigned(second, bytes.get(LONG, at + 8));
        if (order != 0) return order;
        if (format == ObjectFormat.SHA1) return Integer.compareUnsigned((int) (third >>> 32), bytes.get(INT, at + 16));
        order = Long.compareUnsigned(third, bytes.get(LONG, at + 16));
        return order != 0 ? order : Long.compareUnsigned(fourth, bytes.get(LONG, at + 24));
    }

    @Override
    public int compareTo(ObjectId other) {
        int order = Long.compareUnsigned(first, other.first);
        if (order == 0) order = Long.compareUnsigned(second, other.second);
        if (order == 0) order = Long.compareUnsigned(third, other.third);
        if (order == 0) order = Long.compareUnsigned(fourth, other.fourth);
        return order != 0 ? order : format.compareTo(other.format);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObjectId id
                && first == id.first
                && second == id.second
                && third == id.third
                && fourth == id.fourth
                && format == id.format;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first ^ second ^ third ^ fourth);
    }

    /// The digits, in lower case.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
