// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Programs as bytes: places and sets are mostly small, so each number takes as many bytes as it needs, and of a set
/// only
/// the words are written that have bits.
final class Packed {

    private static final int WORDS = 4;

    private Packed() {}

    static void text(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(out, bytes.length);
        out.write(bytes);
    }

    static String text(DataInput in) throws IOException {
        return new String(bytes(in, number(in)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInput in, int length) throws IOException {
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    static void program(DataOutput out, Program program) throws IOException {
        number(out, program.code.length);
        for (int code : program.code) number(out, code);
        number(out, program.sets.length / WORDS);
        for (int set = 0; set < program.sets.length; set += WORDS) set(out, program.set(set));
        number(out, program.masks.length);
        out.write(program.masks);
        out.write(program.values);
        number(out, program.entry);
        number(out, program.slots);
        out.writeBoolean(program.first != null);
        if (program.first != null) set(out, program.first);
    }

    static Program program(DataInput in) throws IOException {
        var code = new int[number(in)];
        for (int i = 0; i < code.length; i++) code[i] = number(in);
        var sets = new long[WORDS * number(in)];
        for (int set = 0; set < sets.length; set += WORDS) words(in, sets, set);
        int literals = number(in);
        byte[] masks = bytes(in, literals);
        byte[] values = bytes(in, literals);
        return new Program(code, sets, masks, values, number(in), number(in), first(in), new int[0]);
    }

    private static @Nullable ByteSet first(DataInput in) throws IOException {
        if (!in.readBoolean()) return null;
        var words = new long[WORDS];
        words(in, words, 0);
        return new ByteSet(words[0], words[1], words[2], words[3]);
    }

    private static void set(DataOutput out, ByteSet set) throws IOException {
        long[] words = {set.a(), set.b(), set.c(), set.d()};
        int isThere = 0;
        for (int i = 0; i < WORDS; i++) isThere |= words[i] == 0 ? 0 : 1 << i;
        out.writeByte(isThere);
        for (long word : words) {
            if (word != 0) out.writeLong(word);
        }
    }

    private static void words(DataInput in, long[] words, int at) throws IOException {
        int isThere = in.readByte();
        for (int i = 0; i < WORDS; i++) {
            if ((isThere >> i & 1) != 0) words[at + i] = in.readLong();
        }
    }

    /// Seven bits in each byte, the lowest first; the sign is the first bit.
    private static void number(DataOutput out, int number) throws IOException {
        int rest = (number << 1) ^ (number >> 31);
        for (; (rest & ~0x7F) != 0; rest >>>= 7) out.writeByte(rest | 0x80);
        out.writeByte(rest);
    }

    private static int number(DataInput in) throws IOException {
        int number = 0;
        int next;
        int shift = 0;
        do {
            next = in.readByte();
            number |= (next & 0x7F) << shift;
            shift += 7;
        } while (next < 0);
        return (number >>> 1) ^ -(number & 1);
    }
}
