// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

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

    /// Threads of [Lockstep] times slots: what its memory depends on.
    private static final int MAX_SLOTS_IN_ALL = 4_000_000;
    private final boolean unrolled;
    private final String pattern;
    private final ProgramWriter code;
    /// The places of [#loop], by what they go on to.
    private final IdentityHashMap<Node.Repeat, Map<Integer, Integer>> loops = new IdentityHashMap<>(4);

    private Compiler(String pattern, boolean unrolled) {
        this.pattern = pattern;
        this.unrolled = unrolled;
        this.code = new ProgramWriter(pattern, unrolled);
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
        int match = code.start(Program.MATCH, root.offset());
        int entry = emit(root, match, match);
        int slots = 2 * (groups + 1);
        if ((long) code.instructions() * slots > MAX_SLOTS_IN_ALL)
            throw new RegexException("the pattern has too many groups for its size", pattern, 0);
        if (!unrolled) new LookAhead(code).tell();
        return code.program(entry, slots);
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
        int place = code.start(Program.SET, one.offset());
        code.set(place, 1, next);
        code.set(place, 2, code.place(one.set()));
        code.setFirst(place, one.set());
        return place;
    }

    private int check(Node.Check check, int next) {
        int place = code.start(Program.CHECK, check.offset());
        code.set(place, 1, next);
        code.set(place, 2, check.condition().code());
        code.set(place, 3, code.place(check.condition().set()));
        code.setFirst(place, code.first(next));
        code.setCondition(place, check.condition());
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
        int place = code.start(Program.LITERAL, parts.get(from).offset());
        code.count(to - from - 1, parts.get(from).offset());
        code.set(place, 1, next);
        code.set(place, 2, code.literalsLength());
        code.set(place, 3, to - from);
        code.setFirst(place, ((Node.One) parts.get(from)).set());
        for (int i = from; i < to; i++) {
            ByteSet set = ((Node.One) parts.get(i)).set();
            int mask = mask(set);
            code.addLiteral(mask, set.least() & mask);
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
        int place = code.start(Program.SPLIT, offset);
        code.set(place, 1, preferred);
        code.set(place, 2, other);
        code.setFirst(place, or(code.first(preferred), code.first(other)));
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
        int place = code.start(Program.SAVE, group.offset());
        code.set(place, 1, next);
        code.set(place, 2, slot);
        code.setFirst(place, code.first(next));
        return place;
    }

    private int run(Node.Repeat repeat, Node.One one, int none, int some) {
        if (repeat.min() == 0 && none != some) {
            var body = Node.repeat(one, 1, repeat.max(), repeat.greedy(), repeat.offset());
            return optional(emit(body, some, some), none, repeat);
        }
        if (unrolled) return unrolledRun(repeat, one, some);
        int place = code.start(repeat.greedy() ? Program.GREEDY : Program.LAZY, repeat.offset());
        long written = repeat.max() == Node.UNBOUNDED ? repeat.min() + 2L : 2L * repeat.max() - repeat.min();
        code.count((int) (written - 1), repeat.offset());
        code.set(place, 1, some);
        code.set(place, 2, code.place(one.set()));
        code.set(place, 3, repeat.min());
        code.set(place, 4, repeat.max());
        code.set(place, 5, -1);
        code.setFirst(place, repeat.min() > 0 ? one.set() : or(one.set(), code.first(some)));
        return place;
    }

    private int unrolledRun(Node.Repeat repeat, Node.One one, int next) {
        int place = next;
        if (repeat.max() == Node.UNBOUNDED) {
            place = code.start(Program.SPLIT, repeat.offset());
            code.setFirst(place, or(one.set(), code.first(next)));
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
        code.set(split, 1, greedy ? body : without);
        code.set(split, 2, greedy ? without : body);
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
            if (isShared) place = code.at(place, repeat.greedy() ? 1 : 2);
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
        int place = code.start(Program.SPLIT, repeat.offset());
        code.setFirst(place, or(starts(repeat.body()), code.first(next)));
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
}
