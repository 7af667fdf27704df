// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// The bytes between `[` and `]` of a wildcard pattern.
final class ByteSet {

    private final BitSet bytes;
    private final int end;

    private ByteSet(BitSet bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    boolean contains(byte b) {
        return bytes.get(b & 0xff);
    }

    /// The index in the pattern after the closing `]`.
    int end() {
        return end;
    }

    /// Reads a set; `null` when it isn't closed or names an unknown class.
    ///
    /// @param at the index after the opening `[`
    static @Nullable ByteSet parse(byte[] pattern, int at) {
        var bytes = new BitSet(256);
        boolean negated = at < pattern.length && (pattern[at] == '!' || pattern[at] == '^');
        if (negated) at++;
        int previous = 0;
        // A ] in the first place stands for itself.
        for (boolean first = true; ; first = false) {
            if (at >= pattern.length) return null;
            int b = pattern[at] & 0xff;
            if (b == ']' && !first) break;
            if (b == '\\') {
                if (++at >= pattern.length) return null;
                previous = pattern[at] & 0xff;
                bytes.set(previous);
            } else if (b == '-' && previous != 0 && at + 1 < pattern.length && pattern[at + 1] != ']') {
                int last = pattern[++at] & 0xff;
                if (last == '\\') {
                    if (++at >= pattern.length) return null;
                    last = pattern[at] & 0xff;
                }
                if (previous <= last) bytes.set(previous, last + 1);
                previous = 0;
            } else if (b == '[' && at + 1 < pattern.length && pattern[at + 1] == ':') {
                int close = indexOfClose(pattern, at + 2);
                if (close < 0) return null;
                if (close - 1 >= at + 2 && pattern[close - 1] == ':') {
                    var name = new String(pattern, at + 2, close - at - 3, StandardCharsets.ISO_8859_1);
                    if (!addClass(name, bytes)) return null;
                    at = close;
                    previous = 0;
                } else {
                    bytes.set('[');
                    previous = '[';
                }
            } else {
                bytes.set(b);
                previous = b;
            }
            at++;
        }
        if (negated) bytes.flip(0, 256);
        return new ByteSet(bytes, at + 1);
    }

    private static int indexOfClose(byte[] pattern, int from) {
        for (int i = from; i < pattern.length; i++) {
            if (pattern[i] == ']') return i;
        }
        return -1;
    }

    private static boolean addClass(String name, BitSet bytes) {
        switch (name) {
            case "alpha" -> addLetters(bytes);
            case "upper" -> bytes.set('A', 'Z' + 1);
            case "lower" -> bytes.set('a', 'z' + 1);
            case "digit" -> bytes.set('0', '9' + 1);
            case "alnum" -> {
                addLetters(bytes);
                bytes.set('0', '9' + 1);
            }
            case "xdigit" -> {
                bytes.set('0', '9' + 1);
                bytes.set('a', 'f' + 1);
                bytes.set('A', 'F' + 1);
            }
            case "blank" -> addAll(bytes, " \t");
            case "space" -> addAll(bytes, " \t\n\u000b\f\r");
            case "cntrl" -> {
                bytes.set(0, 32);
                bytes.set(127);
            }
            case "print" -> bytes.set(32, 127);
            case "graph" -> bytes.set(33, 127);
            case "punct" -> {
                bytes.set(33, 48);
                bytes.set(58, 65);
                bytes.set(91, 97);
                bytes.set(123, 127);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void addLetters(BitSet bytes) {
        bytes.set('A', 'Z' + 1);
        bytes.set('a', 'z' + 1);
    }

    private static void addAll(BitSet bytes, String chars) {
        chars.chars().forEach(bytes::set);
    }
}
