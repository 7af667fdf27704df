// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A program while it is written: instructions, the sets and literals that they name, and what is known of each.
final class ProgramWriter {

    private static final int MAX_INSTRUCTIONS = 50_000;

    private final String pattern;
    private final boolean unrolled;
    private final Map<ByteSet, Integer> setPlaces = new HashMap<>();
    private final Map<Integer, Condition> conditions = new HashMap<>();
    private int[] code = new int[64];
    private int length;
    private int[] source = new int[0];
    private long[] sets = new long[16];
    private int setsLength;
    private byte[] masks = new byte[16];
    private byte[] values = new byte[16];
    private int literalsLength;
    /// By place: what can come first from there; null when nothing need come.
    private @Nullable ByteSet[] firsts = new ByteSet[64];
    private int instructions;

    /// @param pattern for messages
    /// @param unrolled whether sources are told, and the number of instructions has been asked before
    ProgramWriter(String pattern, boolean unrolled) {
        this.pattern = pattern;
        this.unrolled = unrolled;
    }

    Program program(int entry, int slots) {
        return new Program(
                Arrays.copyOf(code, length),
                Arrays.copyOf(sets, setsLength),
                Arrays.copyOf(masks, literalsLength),
                Arrays.copyOf(values, literalsLength),
                entry,
                slots,
                firsts[entry],
                unrolled ? Arrays.copyOf(source, length) : source);
    }

    /// How many instructions there are, or would be if runs were written out.
    int instructions() {
        return instructions;
    }

    int length() {
        return length;
    }

    /// Begins an instruction; its place.
    ///
    /// @param offset in the pattern
    int start(int operation, int offset) {
        count(1, offset);
        int place = length;
        length += Program.length(operation);
        if (length > code.length) {
            code = Arrays.copyOf(code, Math.max(length, 2 * code.length));
            firsts = Arrays.copyOf(firsts, code.length);
        }
        if (unrolled) {
            if (source.length < code.length) source = Arrays.copyOf(source, code.length);
            source[place] = offset;
        }
        code[place] = operation;
        return place;
    }

    /// Counts instructions that a program with runs written out would have more.
    ///
    /// @throws RegexException when there are too many
    void count(int more, int offset) {
        instructions += more;
        // The two ways of writing count alike, but for a few: only the first of them is asked.
        if (instructions > MAX_INSTRUCTIONS && !unrolled)
            throw new RegexException(
                    "the pattern compiles to more than %d instructions".formatted(MAX_INSTRUCTIONS), pattern, offset);
    }

    /// The operation of an instruction, at 0, or one of its operands.
    int at(int place, int operand) {
        return code[place + operand];
    }

    void set(int place, int operand, int value) {
        code[place + operand] = value;
    }

    /// What can come first from a place; `null` when nothing need come.
    @Nullable
    ByteSet first(int place) {
        return firsts[place];
    }

    void setFirst(int place, @Nullable ByteSet first) {
        firsts[place] = first;
    }

    /// The condition of a check; `null` for other instructions.
    @Nullable
    Condition condition(int place) {
        return conditions.get(place);
    }

    void setCondition(int place, Condition condition) {
        conditions.put(place, condition);
    }

    int literalsLength() {
        return literalsLength;
    }

    void addLiteral(int mask, int value) {
        if (literalsLength == masks.length) {
            masks = Arrays.copyOf(masks, 2 * literalsLength);
            values = Arrays.copyOf(values, 2 * literalsLength);
        }
        masks[literalsLength] = (byte) mask;
        values[literalsLength++] = (byte) value;
    }

    /// Where a set is kept; equal ones once.
    int place(ByteSet set) {
        Integer known = setPlaces.get(set);
        if (known != null) return known;
        if (setsLength == sets.length) sets = Arrays.copyOf(sets, 2 * setsLength);
        int place = setsLength;
        sets[setsLength++] = set.a();
        sets[setsLength++] = set.b();
        sets[setsLength++] = set.c();
        sets[setsLength++] = set.d();
        setPlaces.put(set, place);
        return place;
    }

    /// The set that is kept at a place.
    ByteSet set(int place) {
        return new ByteSet(sets[place], sets[place + 1], sets[place + 2], sets[place + 3]);
    }
}
