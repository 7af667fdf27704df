// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the program of a pattern, from its end to its start, so that what follows an instruction is known
/// when it is written.
///
/// Each part is told two places to go on: one for the case that it takes nothing, and one for the case that it
/// takes something. Mostly they are the same. They differ within a repetition whose body may take nothing, as a
/// round that takes nothing is the last one: there a part may be written twice, and no matcher has to remember
/// where a round began.
final class Compiler {

    private static final int MAX_INSTRUCTIONS = 50_000;
    /// Threads of [Lockstep] times slots: what its memory depends on.
    private static final int MAX_SLOTS_IN_ALL = 4_000_000;
    /// The instructions between a run and what it is followed by, beyond which it is not worth looking.
    private static final int MAX_LOOK = 48;

    private final boolean unrolled;
    private final String pattern;
    private final Map<ByteSet, Integer> setPlaces = new HashMap<>();
    private final Map<Integer, Condition> conditions = new HashMap<>();
    /// The places of [#loop], by what they go on to.
    private final IdentityHashMap<Node.Repeat, Map<Integer, Integer>> loops = new IdentityHashMap<>(4);
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

    private Compiler(String pattern, boolean unrolled) {
        this.pattern = pattern;
        this.unrolled = unrolled;
    }

    /// For [Matcher]: runs of one set are one instruction.
    static Program compile(Node root, int groups, String pattern) {
        return new Compiler(pattern, false).program(root, groups);
    }

    /// Of the operations only MATCH, SET, SPLIT, SAVE and CHECK; runs are written out, and sources are told.
    static Program unroll(Node root, int groups, String pattern) {
        return new Compiler(pattern, true).program(root, groups);
    }

    private Program program(Node root, int groups) {
        int match = start(Program.MATCH, root.offset());
        int entry = emit(root, match, match);
        int slots = 2 * (groups + 1);
        if ((long) instructions * slots > MAX_SLOTS_IN_ALL)
            throw new RegexException("the pattern has too many groups for its size", pattern, 0);
        if (!unrolled) lookAhead();
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

    private int emit(Node node, int none, int some) {
        return switch (node) {
            case Node.Empty _ -> none;
            case Node.One one -> one(one, some);
            case Node.Check check -> check(check, none);
            case Node.Sequence sequence -> sequence(sequence.parts(), none, some);
            case Node.Choice choice -> choice(choice, none, some);
            case Node.Group group -> group(group, none, some);
            case Node.Repeat repeat ->
                repeat.body() instanceof Node.One one ? run(repeat, one, none, some) : repeat(repeat, none, some);
        };
    }

    private int one(Node.One one, int next) {
        if (!unrolled && mask(one.set()) != 0) return literal(List.of(one), 0, 1, next);
        return set(one, next);
    }

    private int set(Node.One one, int next) {
        int place = start(Program.SET, one.offset());
        code[place + 1] = next;
        code[place + 2] = place(one.set());
        firsts[place] = one.set();
        return place;
    }

    private int check(Node.Check check, int next) {
        int place = start(Program.CHECK, check.offset());
        code[place + 1] = next;
        code[place + 2] = check.condition().code();
        code[place + 3] = place(check.condition().set());
        firsts[place] = firsts[next];
        conditions.put(place, check.condition());
        return place;
    }

    private int sequence(List<Node> parts, int none, int some) {
        int whenNone = none;
        int whenSome = some;
        // Before part i: can all of it be passed without, or with, taking something?
        int firstTaking = firstTaking(parts);
        for (int i = parts.size() - 1; i >= 0; i--) {
            int from = literalStart(parts, i);
            if (from < i) {
                whenSome = literal(parts, from, i + 1, whenSome);
                whenNone = whenSome;
                i = from;
                continue;
            }
            Node part = parts.get(i);
            boolean isSomePossible = mayTake(parts, i);
            boolean isNonePossible = i <= firstTaking;
            if (whenNone == whenSome) {
                whenSome = emit(part, whenSome, whenSome);
                whenNone = whenSome;
            } else {
                int taken = isSomePossible ? emit(part, whenSome, whenSome) : whenSome;
                int untaken = isNonePossible ? emit(part, whenNone, whenSome) : taken;
                whenSome = taken;
                whenNone = untaken;
            }
        }
        return whenNone;
    }

    /// The first part that takes something for certain.
    private static int firstTaking(List<Node> parts) {
        int i = 0;
        while (i < parts.size() && parts.get(i).isNullable()) i++;
        return i;
    }

    private static boolean mayTake(List<Node> parts, int before) {
        for (int i = 0; i < before; i++) if (parts.get(i).maxLength() > 0) return true;
        return false;
    }

    private int literalStart(List<Node> parts, int last) {
        int from = last + 1;
        if (unrolled) return from;
        while (from > 0 && parts.get(from - 1) instanceof Node.One one && mask(one.set()) != 0) from--;
        return from;
    }

    /// What must be left of a byte to compare it with the one value of a set; 0 when that can't be.
    private static int mask(ByteSet set) {
        int size = set.size();
        if (size == 1) return 0xFF;
        if (size != 2) return 0;
        int low = set.least();
        int high = set.and(ByteSet.of(low).inverse()).least();
        return Integer.bitCount(low ^ high) == 1 ? 0xFF & ~(low ^ high) : 0;
    }

    private int literal(List<? extends Node> parts, int from, int to, int next) {
        int place = start(Program.LITERAL, parts.get(from).offset());
        instructions += to - from - 1;
        check(parts.get(from).offset());
        code[place + 1] = next;
        code[place + 2] = literalsLength;
        code[place + 3] = to - from;
        if (literalsLength + to - from > masks.length) {
            int size = Math.max(2 * masks.length, literalsLength + to - from);
            masks = Arrays.copyOf(masks, size);
            values = Arrays.copyOf(values, size);
        }
        for (int i = from; i < to; i++) {
            ByteSet set = ((Node.One) parts.get(i)).set();
            int mask = mask(set);
            masks[literalsLength] = (byte) mask;
            values[literalsLength++] = (byte) (set.least() & mask);
            if (i == from) firsts[place] = set;
        }
        return place;
    }

    private int choice(Node.Choice choice, int none, int some) {
        List<Node> branches = choice.branches();
        int place = emit(branches.getLast(), none, some);
        for (int i = branches.size() - 2; i >= 0; i--)
            place = split(emit(branches.get(i), none, some), place, choice.offset());
        return place;
    }

    private int split(int preferred, int other, int offset) {
        int place = start(Program.SPLIT, offset);
        code[place + 1] = preferred;
        code[place + 2] = other;
        firsts[place] = or(firsts[preferred], firsts[other]);
        return place;
    }

    private static @Nullable ByteSet or(@Nullable ByteSet a, @Nullable ByteSet b) {
        return a == null || b == null ? null : a.or(b);
    }

    private int group(Node.Group group, int none, int some) {
        int endSome = group.body().maxLength() > 0 ? save(2 * group.index() + 1, some, group) : some;
        int endNone = some == none && group.body().maxLength() > 0
                ? endSome
                : group.body().isNullable() ? save(2 * group.index() + 1, none, group) : endSome;
        return save(2 * group.index(), emit(group.body(), endNone, endSome), group);
    }

    private int save(int slot, int next, Node.Group group) {
        int place = start(Program.SAVE, group.offset());
        code[place + 1] = next;
        code[place + 2] = slot;
        firsts[place] = firsts[next];
        return place;
    }

    private int run(Node.Repeat repeat, Node.One one, int none, int some) {
        if (repeat.min() == 0 && none != some) {
            var body = Node.repeat(one, 1, repeat.max(), repeat.greedy(), repeat.offset());
            return optional(emit(body, some, some), none, repeat);
        }
        if (unrolled) return unrolledRun(repeat, one, some);
        int place = start(repeat.greedy() ? Program.GREEDY : Program.LAZY, repeat.offset());
        long written = repeat.max() == Node.UNBOUNDED ? repeat.min() + 2L : 2L * repeat.max() - repeat.min();
        instructions += (int) (written - 1);
        check(repeat.offset());
        code[place + 1] = some;
        code[place + 2] = place(one.set());
        code[place + 3] = repeat.min();
        code[place + 4] = repeat.max();
        code[place + 5] = -1;
        firsts[place] = repeat.min() > 0 ? one.set() : or(one.set(), firsts[some]);
        return place;
    }

    private int unrolledRun(Node.Repeat repeat, Node.One one, int next) {
        int place = next;
        if (repeat.max() == Node.UNBOUNDED) {
            place = start(Program.SPLIT, repeat.offset());
            firsts[place] = or(one.set(), firsts[next]);
            branch(place, set(one, place), next, repeat.greedy());
        } else {
            for (int i = repeat.min(); i < repeat.max(); i++) place = optional(set(one, place), next, repeat);
        }
        for (int i = 0; i < repeat.min(); i++) place = set(one, place);
        return place;
    }

    private int optional(int body, int without, Node.Repeat repeat) {
        return repeat.greedy() ? split(body, without, repeat.offset()) : split(without, body, repeat.offset());
    }

    private void branch(int split, int body, int without, boolean greedy) {
        code[split + 1] = greedy ? body : without;
        code[split + 2] = greedy ? without : body;
    }

    private int repeat(Node.Repeat repeat, int none, int some) {
        Node body = repeat.body();
        int min = repeat.min();
        int place = some;
        int copies = repeat.max();
        if (copies == Node.UNBOUNDED) {
            place = loop(repeat, some);
            if (min == 0 && none == some) return place;
            // A body that takes something for certain needs no copy of its own for the last round that must be.
            boolean isShared = !body.isNullable();
            if (isShared) place = code[place + (repeat.greedy() ? 1 : 2)];
            copies = isShared ? Math.max(0, min - 1) : Math.max(1, min);
        }
        for (int round = copies; round > 0; round--) {
            place = emit(body, round == 1 ? none : some, place);
            if (round > Math.max(1, min)) place = optional(place, some, repeat);
        }
        return min == 0 ? optional(place, none, repeat) : place;
    }

    /// The place where another round is begun or not, once something was taken.
    private int loop(Node.Repeat repeat, int next) {
        Map<Integer, Integer> places = loops.computeIfAbsent(repeat, _ -> new HashMap<>(4));
        Integer known = places.get(next);
        if (known != null) return known;
        int place = start(Program.SPLIT, repeat.offset());
        firsts[place] = or(starts(repeat.body()), firsts[next]);
        places.put(next, place);
        branch(place, emit(repeat.body(), next, place), next, repeat.greedy());
        return place;
    }

    /// What a part starts with, if it takes something.
    private static ByteSet starts(Node node) {
        return switch (node) {
            case Node.Empty _, Node.Check _ -> ByteSet.NONE;
            case Node.One one -> one.set();
            case Node.Group group -> starts(group.body());
            case Node.Repeat repeat -> starts(repeat.body());
            case Node.Choice choice -> {
                ByteSet all = ByteSet.NONE;
                for (Node branch : choice.branches()) all = all.or(starts(branch));
                yield all;
            }
            case Node.Sequence sequence -> {
                ByteSet all = ByteSet.NONE;
                for (Node part : sequence.parts()) {
                    all = all.or(starts(part));
                    if (!part.isNullable()) break;
                }
                yield all;
            }
        };
    }

    /// Tells each run what must follow it, and each split what its branches must start with.
    private void lookAhead() {
        for (int place = 0; place < length; place += Program.length(code[place])) {
            switch (code[place]) {
                case Program.GREEDY -> {
                    var run = sets(code[place + 2]);
                    ByteSet follow = code[place + 3] == code[place + 4]
                            ? ByteSet.NONE
                            : new Look(run, code[place + 3] > 0 ? run : ByteSet.ALL).from(code[place + 1]);
                    if (follow != null && follow.isEmpty()) code[place] = Program.POSSESSIVE;
                    else code[place + 5] = follow == null ? -1 : place(follow);
                }
                case Program.LAZY -> {
                    ByteSet follow = firsts[code[place + 1]];
                    code[place + 5] = follow == null ? -1 : place(follow);
                }
                case Program.SPLIT -> {
                    ByteSet preferred = firsts[code[place + 1]];
                    ByteSet other = firsts[code[place + 2]];
                    code[place + 3] = preferred == null ? -1 : place(preferred);
                    code[place + 4] = other == null ? -1 : place(other);
                }
                default -> {}
            }
        }
    }

    /// Which bytes of a run can be the next one for what follows the run, where the run could also go on.
    private final class Look {

        private final ByteSet run;
        private final ByteSet before;
        private int left = MAX_LOOK;
        private ByteSet follow = ByteSet.NONE;

        private Look(ByteSet run, ByteSet before) {
            this.run = run;
            this.before = before;
        }

        /// Null when it can't be told, or when what follows need take nothing.
        private @Nullable ByteSet from(int place) {
            return walk(place) ? follow : null;
        }

        private boolean walk(int start) {
            int place = start;
            while (--left >= 0) {
                switch (code[place]) {
                    case Program.MATCH -> {
                        return false;
                    }
                    case Program.SAVE -> place = code[place + 1];
                    case Program.CHECK -> {
                        Condition condition = conditions.get(place);
                        if (condition != null && !condition.isPossibleBetween(before, run)) return true;
                        place = code[place + 1];
                    }
                    case Program.SPLIT -> {
                        if (!walk(code[place + 1])) return false;
                        place = code[place + 2];
                    }
                    case Program.GREEDY, Program.POSSESSIVE, Program.LAZY -> {
                        follow = follow.or(sets(code[place + 2]).and(run));
                        if (code[place + 3] > 0) return true;
                        place = code[place + 1];
                    }
                    default -> {
                        ByteSet first = firsts[place];
                        if (first == null) return false;
                        follow = follow.or(first.and(run));
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private int start(int operation, int offset) {
        instructions++;
        check(offset);
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

    private void check(int offset) {
        // The two ways of writing count alike, but for a few: only the first of them is asked.
        if (instructions > MAX_INSTRUCTIONS && !unrolled)
            throw new RegexException(
                    "the pattern compiles to more than %d instructions".formatted(MAX_INSTRUCTIONS), pattern, offset);
    }

    private int place(ByteSet set) {
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

    private ByteSet sets(int place) {
        return new ByteSet(sets[place], sets[place + 1], sets[place + 2], sets[place + 3]);
    }
}
