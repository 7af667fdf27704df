// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

/// A set of byte values; the four words are its bits, from value 0 on.
record ByteSet(long a, long b, long c, long d) {

    static final ByteSet NONE = new ByteSet(0, 0, 0, 0);
    static final ByteSet ALL = new ByteSet(-1, -1, -1, -1);
    static final ByteSet DIGIT = range('0', '9');
    static final ByteSet SPACE = range('\t', '\r').or(of(' '));
    static final ByteSet WORD = DIGIT.or(range('a', 'z')).or(range('A', 'Z')).or(of('_'));

    private static final long UPPER = 0x07FF_FFFEL;

    static ByteSet of(int value) {
        return range(value, value);
    }

    static ByteSet range(int low, int high) {
        return new ByteSet(word(low, high, 0), word(low, high, 64), word(low, high, 128), word(low, high, 192));
    }

    private static long word(int low, int high, int base) {
        int from = Math.max(low - base, 0);
        int to = Math.min(high - base, 63);
        return from > to ? 0 : (-1L >>> (63 - (to - from))) << from;
    }

    boolean has(int value) {
        long word = switch (value >> 6) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            default -> d;
        };
        return ((word >>> value) & 1) != 0;
    }

    ByteSet or(ByteSet other) {
        return new ByteSet(a | other.a, b | other.b, c | other.c, d | other.d);
    }

    ByteSet and(ByteSet other) {
        return new ByteSet(a & other.a, b & other.b, c & other.c, d & other.d);
    }

    ByteSet inverse() {
        return new ByteSet(~a, ~b, ~c, ~d);
    }

    /// With both cases of each ASCII letter in it.
    ByteSet inBothCases() {
        return new ByteSet(a, b | ((b & UPPER) << 32) | ((b >>> 32) & UPPER), c, d);
    }

    boolean isEmpty() {
        return (a | b | c | d) == 0;
    }

    boolean meets(ByteSet other) {
        return ((a & other.a) | (b & other.b) | (c & other.c) | (d & other.d)) != 0;
    }

    boolean isWithin(ByteSet other) {
        return ((a & ~other.a) | (b & ~other.b) | (c & ~other.c) | (d & ~other.d)) == 0;
    }

    int size() {
        return Long.bitCount(a) + Long.bitCount(b) + Long.bitCount(c) + Long.bitCount(d);
    }

    /// The least value; 256 when there is none.
    int least() {
        if (a != 0) return Long.numberOfTrailingZeros(a);
        if (b != 0) return 64 + Long.numberOfTrailingZeros(b);
        if (c != 0) return 128 + Long.numberOfTrailingZeros(c);
        return 192 + Long.numberOfTrailingZeros(d);
    }
}
