// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds matches of one pattern, and says where they and their groups are. It may be used again and again, but
/// by one thread at a time; nothing is allocated by a call, once the arrays have grown to what the pattern
/// needs.
///
/// It tries one way through the pattern, and goes back to the latest other one when it fails, which is fast for
/// nearly all patterns and texts. Should it take more steps than texts of that length are worth, [Lockstep]
/// starts over, which is slow and steady: so the time of a call is linear in the text.
public final class Matcher {

    /// What is on the stack: a place to go on at, and where in the text.
    private static final int BRANCH = 0;
    /// A slot, and what it held.
    private static final int RESTORE = 1;
    /// A run, where it is at least to end, and where it ended.
    private static final int SHORTER = 2;
    /// A run, where it is at most to end, and where it ended.
    private static final int LONGER = 3;

    private static final int FAILED = -1;
    private static final int EXCEEDED = -2;

    /// More to go back to than this is left to [Lockstep], which keeps none of it.
    private static final int MAX_STACK = 1 << 16;
    private static final int FREE_STEPS = 4096;
    private static final int STEPS_FOR_EACH_BYTE = 8;
    /// What lies farther behind the last start is worth no steps.
    private static final int MAX_BYTES_AHEAD = 64 * 1024;

    private final Regex regex;
    private final Program program;
    private final int[] slots;
    private final int factor;
    private int[] stack = new int[48];
    private @Nullable Lockstep lockstep;
    private long steps;
    private long budget;
    private int boundFrom;
    private int boundTo;

    Matcher(Regex regex, Program program) {
        this(regex, program, STEPS_FOR_EACH_BYTE);
    }

    /// @param factor what each byte of the text is worth; negative if [Lockstep] is to do all the work
    Matcher(Regex regex, Program program, int factor) {
        this.regex = regex;
        this.program = program;
        this.factor = factor;
        this.slots = new int[program.slots];
        Arrays.fill(slots, -1);
    }

    /// Finds the match that starts first, and of those the one that Perl prefers. The text is the whole array:
    /// `$`, `\z`, `\b` and look-around see what is in it behind `end`, too.
    ///
    /// @param fromStart where a match may start first
    /// @param toStart where it may start last
    /// @param end where it must end at the latest
    public boolean find(byte[] text, int fromStart, int toStart, int end) {
        Objects.checkFromToIndex(fromStart, end, text.length);
        boundFrom = 0;
        boundTo = text.length;
        return search(text, fromStart, toStart, end, false);
    }

    /// Whether all from `start` to `end` is a match. `^`, `$` and their kin mean these two places; `\b` and
    /// look-around see what is around them.
    public boolean matches(byte[] text, int start, int end) {
        Objects.checkFromToIndex(start, end, text.length);
        boundFrom = start;
        boundTo = end;
        return search(text, start, start, end, true);
    }

    /// Where the match starts; -1 when the last call found none.
    public int start() {
        return slots[0];
    }

    /// Where the match ends; -1 when the last call found none.
    public int end() {
        return slots[1];
    }

    /// Where a group's last round starts; -1 when it took no part.
    public int start(int group) {
        return slots[2 * Objects.checkIndex(group, slots.length / 2)];
    }

    /// Where a group's last round ends; -1 when it took no part.
    public int end(int group) {
        return slots[2 * Objects.checkIndex(group, slots.length / 2) + 1];
    }

    /// For tests.
    int stackSize() {
        return stack.length;
    }

    int groupCount() {
        return slots.length / 2 - 1;
    }

    /// What the last call took, in instructions and bytes: a measure of time that doesn't depend on the
    /// machine. When a pattern is so large that the call was given up, and said that there is no match, it is more
    /// than any other call takes.
    public long steps() {
        return steps;
    }

    private boolean search(byte[] text, int from, int to, int end, boolean isWhole) {
        steps = 0;
        int last = Math.min(to, end - regex.minLength());
        if (regex.start() == Condition.Kind.TEXT_START) last = Math.min(last, boundFrom);
        boolean isAtLines = regex.start() == Condition.Kind.LINE_START;
        budget = FREE_STEPS + (long) factor * (Math.max(0, last - from) + Math.min(end - from, MAX_BYTES_AHEAD));
        ByteSet first = program.first;
        for (int start = from; start <= last; start++) {
            if (isAtLines) {
                while (start <= last && start != boundFrom && text[start - 1] != '\n') start++;
                if (start > last) break;
            }
            if (first != null) {
                while (start <= last && !first.has(text[start] & 0xFF)) start++;
                if (start > last) break;
            }
            if (slots.length > 2) Arrays.fill(slots, -1);
            int found = factor < 0 ? EXCEEDED : attempt(text, start, end, isWhole);
            if (found >= 0) {
                slots[0] = start;
                slots[1] = found;
                return true;
            }
            if (found == EXCEEDED) return inLockstep(text, start, last, end, isWhole);
        }
        Arrays.fill(slots, -1);
        return false;
    }

    private boolean inLockstep(byte[] text, int from, int to, int end, boolean isWhole) {
        Lockstep steady = lockstep;
        if (steady == null) {
            steady = new Lockstep(regex.unrolled());
            lockstep = steady;
        }
        boolean isFound = steady.search(text, from, to, end, isWhole, boundFrom, boundTo);
        steps += steady.steps();
        steady.copyTo(slots);
        return isFound;
    }

    /// The end of the match that starts at `start`, or [#FAILED], or [#EXCEEDED].
    private int attempt(byte[] text, int start, int end, boolean isWhole) {
        Program program = this.program;
        int[] code = program.code;
        long[] sets = program.sets;
        int place = program.entry;
        int at = start;
        int depth = 0;
        long taken = steps;
        while (true) {
            if (depth > MAX_STACK) {
                steps = taken;
                return EXCEEDED;
            }
            taken++;
            boolean isFailed = false;
            switch (code[place]) {
                case Program.MATCH -> {
                    if (!isWhole || at == end) {
                        steps = taken;
                        return at;
                    }
                    isFailed = true;
                }
                case Program.LITERAL -> {
                    int length = code[place + 3];
                    taken += length >> 4; // so many bytes may be compared
                    if (end - at >= length && isLiteral(program, code[place + 2], length, text, at)) {
                        at += length;
                        place = code[place + 1];
                    } else {
                        isFailed = true;
                    }
                }
                case Program.SET -> {
                    if (at < end && has(sets, code[place + 2], text[at])) {
                        at++;
                        place = code[place + 1];
                    } else {
                        isFailed = true;
                    }
                }
                case Program.POSSESSIVE -> {
                    int stop = runEnd(sets, code[place + 2], text, at, end, code[place + 4]);
                    taken += (stop - at) >> 2;
                    if (stop - at < code[place + 3]) {
                        isFailed = true;
                    } else {
                        at = stop;
                        place = code[place + 1];
                    }
                }
                case Program.GREEDY -> {
                    int least = code[place + 3];
                    int stop = runEnd(sets, code[place + 2], text, at, end, code[place + 4]);
                    taken += (stop - at) >> 2;
                    if (stop - at < least) {
                        isFailed = true;
                    } else {
                        if (stop - at > least) {
                            depth = push(depth, at + least, stop, (place << 2) | SHORTER);
                        }
                        at = stop;
                        place = code[place + 1];
                    }
                }
                case Program.LAZY -> {
                    int least = code[place + 3];
                    int stop = runEnd(sets, code[place + 2], text, at, end, least);
                    taken += (stop - at) >> 2;
                    if (stop - at < least) {
                        isFailed = true;
                    } else {
                        int most = code[place + 4];
                        if (most > least) {
                            int limit = most < end - at ? at + most : end;
                            depth = push(depth, limit, stop, (place << 2) | LONGER);
                        }
                        at = stop;
                        place = code[place + 1];
                    }
                }
                case Program.SPLIT -> {
                    int preferred = code[place + 3];
                    int other = code[place + 4];
                    if (preferred >= 0 && (at == end || !has(sets, preferred, text[at]))) {
                        place = code[place + 2];
                    } else {
                        if (other < 0 || (at < end && has(sets, other, text[at])))
                            depth = push(depth, at, (code[place + 2] << 2) | BRANCH);
                        place = code[place + 1];
                    }
                }
                case Program.SAVE -> {
                    int slot = code[place + 2];
                    if (depth > 0) depth = push(depth, slots[slot], (slot << 2) | RESTORE);
                    slots[slot] = at;
                    place = code[place + 1];
                }
                default -> {
                    if (program.holds(place, text, at, boundFrom, boundTo)) place = code[place + 1];
                    else isFailed = true;
                }
            }
            if (!isFailed) continue;
            if (taken > budget) {
                steps = taken;
                return EXCEEDED;
            }
            // Back to the latest place where it could have gone another way.
            while (true) {
                if (depth == 0) {
                    steps = taken;
                    return FAILED;
                }
                int entry = stack[--depth];
                int value = stack[--depth];
                int kind = entry & 3;
                if (kind == BRANCH) {
                    place = entry >>> 2;
                    at = value;
                    break;
                }
                if (kind == RESTORE) {
                    slots[entry >>> 2] = value;
                    continue;
                }
                int run = entry >>> 2;
                int limit = stack[--depth];
                int follow = code[run + 5];
                int next;
                if (kind == SHORTER) {
                    next = value - 1;
                    if (follow >= 0) while (next >= limit && !has(sets, follow, text[next])) next--;
                    taken += (value - next) >> 2;
                    if (next < limit) continue;
                    if (next > limit) depth = push(depth, limit, next, entry);
                } else {
                    next = longer(sets, run, code, text, value, limit, end);
                    taken += ((next < 0 ? -next - 1 : next) - value) >> 2;
                    if (next < 0) continue;
                    if (next < limit) depth = push(depth, limit, next, entry);
                }
                at = next;
                place = code[run + 1];
                break;
            }
        }
    }

    /// Where a lazy run ends that takes one byte more, and as many as it needs before what follows it can
    /// start; negative when it can't.
    private static int longer(long[] sets, int run, int[] code, byte[] text, int from, int limit, int end) {
        int set = code[run + 2];
        int follow = code[run + 5];
        int at = from;
        while (at < limit && has(sets, set, text[at])) {
            at++;
            if (follow < 0 || (at < end && has(sets, follow, text[at]))) return at;
        }
        return -at - 1;
    }

    private static boolean has(long[] sets, int set, byte value) {
        return ((sets[set + ((value & 0xFF) >> 6)] >>> value) & 1) != 0;
    }

    private static boolean isLiteral(Program program, int from, int length, byte[] text, int at) {
        byte[] masks = program.masks;
        byte[] values = program.values;
        for (int i = 0; i < length; i++) if ((byte) (text[at + i] & masks[from + i]) != values[from + i]) return false;
        return true;
    }

    private static int runEnd(long[] sets, int set, byte[] text, int at, int end, int most) {
        int limit = most < end - at ? at + most : end;
        long a = sets[set];
        long b = sets[set + 1];
        long c = sets[set + 2];
        long d = sets[set + 3];
        int i = at;
        while (i < limit) {
            int value = text[i];
            long word = value < 0 ? value < -64 ? c : d : value < 64 ? a : b;
            if (((word >>> value) & 1) == 0) break;
            i++;
        }
        return i;
    }

    private int push(int depth, int a, int b) {
        if (depth + 3 > stack.length) stack = Arrays.copyOf(stack, 2 * stack.length);
        stack[depth] = a;
        stack[depth + 1] = b;
        return depth + 2;
    }

    private int push(int depth, int a, int b, int c) {
        if (depth + 3 > stack.length) stack = Arrays.copyOf(stack, 2 * stack.length);
        stack[depth] = a;
        stack[depth + 1] = b;
        stack[depth + 2] = c;
        return depth + 3;
    }
}
