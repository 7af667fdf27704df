// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.ArrayList;
import java.util.List;

/// Characters as the bytes that stand for them in UTF-8 (RFC 3629, section 3).
final class Utf8 {

    private static final int[] LAST_OF_LENGTH = {0x7F, 0x7FF, 0xFFFF};

    private Utf8() {}

    /// One of the characters from `low` to `high`: as a choice between sequences of byte ranges.
    static Node oneOf(int low, int high, int offset) {
        var branches = new ArrayList<Node>();
        split(low, high, offset, branches);
        return Node.choice(branches, offset);
    }

    /// Cuts a range until all of a part's characters are the product of their bytes' ranges.
    private static void split(int low, int high, int offset, List<Node> branches) {
        for (int last : LAST_OF_LENGTH) {
            if (low <= last && last < high) {
                split(low, last, offset, branches);
                split(last + 1, high, offset, branches);
                return;
            }
        }
        int length = length(low);
        for (int i = 1; i < length; i++) {
            int tail = (1 << (6 * i)) - 1;
            if ((low & ~tail) == (high & ~tail)) continue;
            if ((low & tail) != 0) {
                split(low, low | tail, offset, branches);
                split((low | tail) + 1, high, offset, branches);
                return;
            }
            if ((high & tail) != tail) {
                split(low, (high & ~tail) - 1, offset, branches);
                split(high & ~tail, high, offset, branches);
                return;
            }
        }
        var bytes = new ArrayList<Node>(length);
        for (int i = 0; i < length; i++)
            bytes.add(new Node.One(ByteSet.range(unit(low, i, length), unit(high, i, length)), offset));
        branches.add(Node.sequence(bytes, offset));
    }

    private static int length(int character) {
        int length = 1;
        for (int last : LAST_OF_LENGTH) if (character > last) length++;
        return length;
    }

    private static int unit(int character, int index, int length) {
        int bits = character >> (6 * (length - 1 - index));
        if (length == 1) return bits;
        return index == 0 ? ((0xF0 << (4 - length)) & 0xFF) | bits : 0x80 | (bits & 0x3F);
    }
}
