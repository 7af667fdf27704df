// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a version as bytes whose unsigned order is the order of the versions.
///
/// Each scheme turns its rules into such a key once, when it reads a version. Then comparing is comparing
/// bytes, and the order is total, transitive and agrees with `equals` and `hashCode`, whatever the scheme.
///
/// A key is a row of elements. At each place the possible elements start with different rank bytes, so that the
/// first difference decides, and none is a prefix of another: numbers carry their length in front, texts end
/// with a zero byte, which no text contains.
final class SortKey {

    /// Versions are short; longer texts are refused before they get here.
    static final int MAX_TEXT = 2048;

    private byte[] bytes;
    private int size;

    SortKey(int expected) {
        bytes = new byte[expected];
    }

    SortKey rank(int rank) {
        if (size == bytes.length) bytes = Arrays.copyOf(bytes, size * 2 + 8);
        bytes[size++] = (byte) rank;
        return this;
    }

    /// The decimal number in `text[from, to)`, of any size; leading zeros and an empty range count as nothing.
    SortKey number(String text, int from, int to) {
        while (from < to && text.charAt(from) == '0') from++;
        int digits = to - from;
        if (digits < 0xF0) {
            rank(digits);
        } else {
            rank(0xF0 | digits >> 8).rank(digits);
        }
        return raw(text, from, to);
    }

    SortKey number(long value) {
        String digits = Long.toString(value);
        return number(digits, 0, digits.length());
    }

    /// The text, ended so that a prefix comes first.
    SortKey text(String text, int from, int to) {
        return raw(text, from, to).rank(0);
    }

    SortKey text(String text) {
        return text(text, 0, text.length());
    }

    private SortKey raw(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                for (byte b : text.substring(i, to).getBytes(StandardCharsets.UTF_8)) rank(b);
                return this;
            }
            rank(c);
        }
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }
}
