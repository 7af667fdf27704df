// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.ArrayList;
import java.util.List;

/// A part of a pattern. Lengths are of what it matches, in bytes, and stop at [#UNBOUNDED]; offsets are where
/// it stands in the pattern's text.
sealed interface Node {

    int UNBOUNDED = Integer.MAX_VALUE;

    int offset();

    int minLength();

    int maxLength();

    default boolean isNullable() {
        return minLength() == 0;
    }

    /// Matches nothing, everywhere.
    record Empty(int offset) implements Node {

        @Override
        public int minLength() {
            return 0;
        }

        @Override
        public int maxLength() {
            return 0;
        }
    }

    /// One byte of a set.
    record One(ByteSet set, int offset) implements Node {

        @Override
        public int minLength() {
            return 1;
        }

        @Override
        public int maxLength() {
            return 1;
        }
    }

    /// No byte, where a condition holds.
    record Check(Condition condition, int offset) implements Node {

        @Override
        public int minLength() {
            return 0;
        }

        @Override
        public int maxLength() {
            return 0;
        }
    }

    /// One after the other. Made by [#sequence].
    record Sequence(List<Node> parts, int minLength, int maxLength, int offset) implements Node {}

    /// One of several, the earlier ones preferred. Made by [#choice].
    record Choice(List<Node> branches, int minLength, int maxLength, int offset) implements Node {}

    /// Remembers where its body matched.
    record Group(int index, Node body, int offset) implements Node {

        @Override
        public int minLength() {
            return body.minLength();
        }

        @Override
        public int maxLength() {
            return body.maxLength();
        }
    }

    /// Its body between `min` and `max` times, or any number of times if `max` is [#UNBOUNDED]. As in Perl and
    /// Java, a round that took nothing is the last one. Made by [#repeat].
    record Repeat(Node body, int min, int max, boolean greedy, int minLength, int maxLength, int offset)
            implements Node {}

    static Node sequence(List<Node> parts, int offset) {
        var flat = new ArrayList<Node>(parts.size());
        for (Node part : parts) {
            switch (part) {
                case Empty _ -> {}
                case Sequence inner -> flat.addAll(inner.parts());
                case One _, Check _, Choice _, Group _, Repeat _ -> flat.add(part);
            }
        }
        if (flat.isEmpty()) return new Empty(offset);
        if (flat.size() == 1) return flat.getFirst();
        int min = 0;
        int max = 0;
        for (Node part : flat) {
            min = plus(min, part.minLength());
            max = plus(max, part.maxLength());
        }
        return new Sequence(flat, min, max, offset);
    }

    static Node choice(List<Node> branches, int offset) {
        if (branches.size() == 1) return branches.getFirst();
        var set = ByteSet.NONE;
        int min = UNBOUNDED;
        int max = 0;
        // Those that overlap stay apart: someone should be told.
        boolean isSet = true;
        for (Node branch : branches) {
            min = Math.min(min, branch.minLength());
            max = Math.max(max, branch.maxLength());
            if (branch instanceof One one) {
                isSet &= !set.meets(one.set());
                set = set.or(one.set());
            } else {
                isSet = false;
            }
        }
        return isSet ? new One(set, offset) : new Choice(branches, min, max, offset);
    }

    static Node repeat(Node body, int min, int max, boolean greedy, int offset) {
        if (max == 0 || body instanceof Empty) return new Empty(offset);
        if (min == 1 && max == 1) return body;
        if (body instanceof Check) return min == 0 ? new Empty(offset) : body;
        // What takes nothing takes part once, if at all.
        int least = body.maxLength() == 0 ? Math.min(min, 1) : min;
        int most = body.maxLength() == 0 ? 1 : max;
        return new Repeat(
                body, least, most, greedy, times(body.minLength(), least), times(body.maxLength(), most), offset);
    }

    private static int plus(int a, int b) {
        return (int) Math.min(UNBOUNDED, (long) a + b);
    }

    private static int times(int a, int b) {
        return (int) Math.min(UNBOUNDED, (long) a * b);
    }
}
