// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.Arrays;

/// Follows all ways through a program at once, byte by byte, the preferred ones first: of two that come to the
/// same instruction the later one is dropped. So its time is the text's length times the program's, whatever
/// they are.
final class Lockstep {

    /// Far more than a sensible pattern takes for the longest text that is searched in one go; some seconds.
    private static final long MOST_STEPS = 1L << 30;

    /// What a search says that it took when it was given up.
    static final long GIVEN_UP = 1L << 50;

    private final Program program;
    private final long mostSteps;
    private final int width;
    private final int[] best;
    private final int[] work;
    private Threads current;
    private Threads next;
    private int[] stack = new int[64];
    private long steps;
    private int boundFrom;
    private int boundTo;

    /// Ways that wait for the next byte, and the slots of each.
    private static final class Threads {

        private final int[] seen;
        private int generation;
        private int count;
        private int[] places = new int[16];
        private int[] slots;

        private Threads(int places, int width) {
            seen = new int[places];
            slots = new int[16 * width];
        }

        private void clear() {
            count = 0;
            if (++generation == 0) {
                Arrays.fill(seen, 0);
                generation = 1;
            }
        }

        private void add(int place, int[] of) {
            int width = of.length;
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
                slots = Arrays.copyOf(slots, 2 * count * width);
            }
            places[count] = place;
            System.arraycopy(of, 0, slots, count++ * width, width);
        }
    }

    Lockstep(Program program) {
        this(program, MOST_STEPS);
    }

    Lockstep(Program program, long mostSteps) {
        this.program = program;
        this.mostSteps = mostSteps;
        this.width = program.slots;
        this.best = new int[width];
        this.work = new int[width];
        this.current = new Threads(program.code.length, width);
        this.next = new Threads(program.code.length, width);
    }

    long steps() {
        return steps;
    }

    void copyTo(int[] slots) {
        System.arraycopy(best, 0, slots, 0, width);
    }

    boolean search(byte[] text, int from, int to, int end, boolean isWhole, int boundFrom, int boundTo) {
        this.boundFrom = boundFrom;
        this.boundTo = boundTo;
        steps = 0;
        boolean isFound = false;
        Arrays.fill(best, -1);
        current.clear();
        for (int at = from; at <= end; at++) {
            if (!isFound && at <= to) {
                ByteSet first = program.first;
                if (current.count == 0 && first != null) {
                    while (at <= to && at < end && !first.has(text[at] & 0xFF)) at++;
                    if (at > to || at == end) break;
                    current.clear();
                }
                Arrays.fill(work, -1);
                work[0] = at;
                follow(current, program.entry, text, at);
            }
            if (current.count == 0 && (isFound || at >= to)) break;
            next.clear();
            for (int i = 0; i < current.count; i++) {
                steps++;
                int place = current.places[i];
                if (program.code[place] == Program.MATCH) {
                    if (isWhole && at != end) continue;
                    System.arraycopy(current.slots, i * width, best, 0, width);
                    best[1] = at;
                    isFound = true;
                    break;
                }
                if (at < end && program.has(program.code[place + 2], text[at] & 0xFF)) {
                    System.arraycopy(current.slots, i * width, work, 0, width);
                    follow(next, program.code[place + 1], text, at + 1);
                }
            }
            if (steps > mostSteps) {
                steps = GIVEN_UP;
                Arrays.fill(best, -1);
                return false;
            }
            Threads done = current;
            current = next;
            next = done;
        }
        return isFound;
    }

    /// Adds what can be reached from a place without taking a byte.
    private void follow(Threads threads, int start, byte[] text, int at) {
        int[] code = program.code;
        int depth = 0;
        int place = start;
        while (true) {
            boolean isEnd = threads.seen[place] == threads.generation;
            threads.seen[place] = threads.generation;
            steps++;
            if (!isEnd) {
                switch (code[place]) {
                    case Program.SPLIT -> {
                        depth = push(depth, code[place + 2], -1);
                        place = code[place + 1];
                    }
                    case Program.SAVE -> {
                        int slot = code[place + 2];
                        depth = push(depth, work[slot], slot);
                        work[slot] = at;
                        place = code[place + 1];
                    }
                    case Program.CHECK -> {
                        if (program.holds(place, text, at, boundFrom, boundTo)) place = code[place + 1];
                        else isEnd = true;
                    }
                    default -> {
                        threads.add(place, work);
                        isEnd = true;
                    }
                }
            }
            if (!isEnd) continue;
            while (true) {
                if (depth == 0) return;
                int slot = stack[--depth];
                int value = stack[--depth];
                if (slot < 0) {
                    place = value;
                    break;
                }
                work[slot] = value;
            }
        }
    }

    private int push(int depth, int value, int slot) {
        if (depth + 2 > stack.length) stack = Arrays.copyOf(stack, 2 * stack.length);
        stack[depth] = value;
        stack[depth + 1] = slot;
        return depth + 2;
    }
}
