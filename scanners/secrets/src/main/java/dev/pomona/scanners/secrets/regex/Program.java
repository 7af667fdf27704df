// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import org.jspecify.annotations.Nullable;

/// A pattern as instructions, which lie one behind the other in `code`, each an operation and its operands; a
/// place in `code` names an instruction. Sets are four words each in `sets` and are named by the place of the
/// first.
final class Program {

    /// The match is complete.
    static final int MATCH = 0;
    /// `next`, first byte and length of a literal.
    static final int LITERAL = 1;
    /// `next`, set.
    static final int SET = 2;
    /// `next`, set, least, most, the set that must follow or -1: as many as there are, then fewer.
    static final int GREEDY = 3;
    /// The same, but never fewer than there are: what follows could not start there.
    static final int POSSESSIVE = 4;
    /// The same, but as few as will do.
    static final int LAZY = 5;
    /// The preferred branch, the other one, and for each what it must start with or -1.
    static final int SPLIT = 6;
    /// `next`, slot.
    static final int SAVE = 7;
    /// `next`, [Condition#code], set.
    static final int CHECK = 8;

    final int[] code;
    final long[] sets;
    /// Of the bytes of literals: a byte of the text is taken if what the mask leaves of it is the value.
    final byte[] masks;
    final byte[] values;
    final int entry;
    final int slots;
    /// What a match can start with; null when it may be empty.
    final @Nullable ByteSet first;
    /// Where each instruction comes from in the pattern, by its place in `code`; empty when no one asked.
    final int[] source;

    Program(
            int[] code,
            long[] sets,
            byte[] masks,
            byte[] values,
            int entry,
            int slots,
            @Nullable ByteSet first,
            int[] source) {
        this.code = code;
        this.sets = sets;
        this.masks = masks;
        this.values = values;
        this.entry = entry;
        this.slots = slots;
        this.first = first;
        this.source = source;
    }

    /// Of an instruction: how far the next one is behind it.
    static int length(int operation) {
        return switch (operation) {
            case MATCH -> 1;
            case SET, SAVE -> 3;
            case LITERAL, CHECK -> 4;
            case SPLIT -> 5;
            default -> 6;
        };
    }

    boolean has(int set, int value) {
        return ((sets[set + (value >> 6)] >>> value) & 1) != 0;
    }

    ByteSet set(int set) {
        return new ByteSet(sets[set], sets[set + 1], sets[set + 2], sets[set + 3]);
    }

    /// Whether a condition holds at a place of the text; `^`, `$` and their kin mean the bounds that are given.
    boolean holds(int check, byte[] text, int at, int from, int to) {
        int condition = code[check + 2];
        boolean isTrue = switch (condition >> 1) {
            case 0 -> at == from;
            case 1 -> at == to;
            case 2 -> at == to || (at == to - 1 && text[at] == '\n');
            case 3 -> at != to && (at == from || text[at - 1] == '\n');
            case 4 -> at == to || text[at] == '\n';
            case 5 -> isWord(text, at - 1) != isWord(text, at);
            case 6 -> at < text.length && has(code[check + 3], text[at] & 0xFF);
            default -> at > 0 && has(code[check + 3], text[at - 1] & 0xFF);
        };
        return isTrue == ((condition & 1) == 0);
    }

    private static boolean isWord(byte[] text, int at) {
        if (at < 0 || at >= text.length) return false;
        byte c = text[at];
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
