// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.GitFormatException;
import org.jspecify.annotations.Nullable;

/// Applies a delta: two lengths, then instructions that copy from the base or insert what follows.
final class Delta {

    private final byte[] delta;
    private final int end;
    private int at;

    /// @param delta an array that may be longer than the delta
    Delta(byte[] delta, int length) {
        this.delta = delta;
        this.end = length;
    }

    /// The length of the result that a delta promises for this base.
    ///
    /// @throws GitFormatException when it is for another base, or the result is larger than the limit
    int resultSize(int baseSize, int limit) {
        at = 0;
        if (length() != baseSize) throw GitFormatException.damaged("a delta is for a base of another length");
        long size = length();
        if (size > limit) throw GitFormatException.tooLarge("it has %d bytes, more than %d".formatted(size, limit));
        return (int) size;
    }

    private long length() {
        long length = 0;
        for (int shift = 0; ; shift += 7) {
            if (at == end || shift > 56) throw damaged();
            int next = delta[at++];
            length |= (long) (next & 0x7F) << shift;
            if (next >= 0) return length;
        }
    }

    /// Makes the result after [#resultSize] was asked.
    ///
    /// @param copies told what is copied; `null` when nobody wants to know
    byte[] apply(byte[] base, int size, @Nullable Copies copies) {
        var result = new byte[size];
        int done = 0;
        while (at < end) {
            int instruction = delta[at++];
            if (instruction < 0) {
                int from = number(instruction, 0, 4);
                int length = number(instruction, 4, 3);
                if (length == 0) length = 0x10000;
                if (from < 0 || from > base.length - length || length > size - done) throw damaged();
                System.arraycopy(base, from, result, done, length);
                if (copies != null) copies.add(done, from, length);
                done += length;
            } else {
                if (instruction == 0 || instruction > end - at || instruction > size - done) throw damaged();
                System.arraycopy(delta, at, result, done, instruction);
                at += instruction;
                done += instruction;
            }
        }
        if (done != size) throw damaged();
        return result;
    }

    /// A little-endian number of which each byte is there when its bit of the instruction is set.
    private int number(int instruction, int firstBit, int bytes) {
        int number = 0;
        for (int i = 0; i < bytes; i++) {
            if ((instruction & (1 << (firstBit + i))) == 0) continue;
            if (at == end) throw damaged();
            number |= (delta[at++] & 0xFF) << (8 * i);
        }
        return number;
    }

    private static GitFormatException damaged() {
        return GitFormatException.damaged("a delta is damaged");
    }

    /// An array of at least a length: the one at hand, or a new one.
    static byte[] room(byte @Nullable [] atHand, int length) {
        return atHand != null && atHand.length >= length
                ? atHand
                : new byte[(int) Math.min(Integer.MAX_VALUE - 8, Math.max(1 << 16, length * 5L / 4))];
    }
}
