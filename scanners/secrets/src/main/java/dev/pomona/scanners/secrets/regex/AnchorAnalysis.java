// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import dev.pomona.scanners.secrets.regex.Anchor.Anchored;
import dev.pomona.scanners.secrets.regex.Anchor.Unanchored;
import java.util.Arrays;
import java.util.List;

/// Follows a program and the reader of keywords side by side, on every text that the program takes, until a
/// keyword is read. If the program can come to its end before, a match has no keyword; if it can come to where
/// it was before, there is no limit to what stands before the first. Else the longest way is the answer.
/// Conditions are taken to hold.
final class AnchorAnalysis {

    private static final int MAX_PAIRS = 8_000_000;
    private static final int MAX_SHOWN = 32;

    private static final int UNSEEN = 0;
    private static final int OPEN = 1;
    /// No keyword can be reached; what is more than this is a number of bytes plus [#BASE].
    private static final int NEVER = 2;

    private static final int BASE = 1 << 20;

    private final Program program;
    private final Keywords keywords;
    private final int[] longest;
    private int[] path = new int[64];
    private int[] edge = new int[64];
    /// Of open pairs: the longest way known so far.
    private int[] best = new int[64];
    private int depth;
    private int circle = -1;

    private AnchorAnalysis(Program program, Keywords keywords) {
        this.program = program;
        this.keywords = keywords;
        this.longest = new int[program.code.length * keywords.states()];
    }

    static Anchor of(Node root, String pattern, List<String> lowerCaseKeywords) {
        if (lowerCaseKeywords.isEmpty()) return new Unanchored("there are no keywords", 0);
        var keywords = new Keywords(lowerCaseKeywords);
        Anchor anchor = of(root, pattern, keywords);
        if (!(anchor instanceof Unanchored unanchored) || unanchored.offset() >= 0) return anchor;
        return new Unanchored(unanchored.reason(), new Blame(pattern, keywords).offset(root));
    }

    private static Anchor of(Node root, String pattern, Keywords keywords) {
        Program program = Compiler.unroll(root, 0, pattern);
        if ((long) program.code.length * keywords.states() > MAX_PAIRS)
            return new Unanchored("the pattern is too large to tell where its keywords stand", 0);
        return new AnchorAnalysis(program, keywords).walk();
    }

    /// The offset is negative when a match has no keyword.
    private Anchor walk() {
        int states = keywords.states();
        push(program.entry * states);
        while (depth > 0) {
            int pair = path[depth - 1];
            int place = pair / states;
            int taken = 0;
            int target = -1;
            switch (program.code[place]) {
                case Program.MATCH -> {
                    return new Unanchored("it also matches %s, which has no keyword".formatted(shown()), -1);
                }
                case Program.SPLIT -> {
                    if (edge[depth - 1] < 2)
                        target = program.code[place + 1 + edge[depth - 1]++] * states + pair % states;
                }
                case Program.SET -> {
                    taken = 1;
                    target = take(place, pair % states);
                }
                default -> {
                    if (edge[depth - 1]++ < 1) target = program.code[place + 1] * states + pair % states;
                }
            }
            if (target < 0) {
                leave(pair);
            } else if (longest[target] == UNSEEN) {
                push(target);
            } else if (longest[target] == OPEN) {
                boolean isLoop = program.code[place] == Program.SPLIT;
                circle = program.source[isLoop ? place : target / states];
            } else {
                raise(taken, longest[target]);
            }
        }
        if (circle >= 0)
            return new Unanchored("any number of bytes may stand before the keyword, as this has no most", circle);
        int before = longest[program.entry * states];
        return new Anchored(before == NEVER ? 0 : Math.max(0, before - BASE));
    }

    /// The next pair by a byte that doesn't complete a keyword; negative when there are no more.
    private int take(int place, int state) {
        ByteSet set = program.set(program.code[place + 2]);
        while (edge[depth - 1] < keywords.kinds()) {
            int kind = edge[depth - 1]++;
            if (!keywords.kind(kind).meets(set)) continue;
            int next = keywords.next(state, kind);
            int found = keywords.found(next);
            if (found == 0) return program.code[place + 1] * keywords.states() + next;
            raise(1, BASE - found);
        }
        return -1;
    }

    private void raise(int taken, int value) {
        if (value != NEVER) best[depth - 1] = Math.max(best[depth - 1], value + taken);
    }

    private void leave(int pair) {
        depth--;
        longest[pair] = best[depth];
        if (depth == 0) return;
        int above = path[depth - 1] / keywords.states();
        raise(program.code[above] == Program.SET ? 1 : 0, longest[pair]);
    }

    private void push(int pair) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, 2 * depth);
            edge = Arrays.copyOf(edge, 2 * depth);
            best = Arrays.copyOf(best, 2 * depth);
        }
        longest[pair] = OPEN;
        path[depth] = pair;
        edge[depth] = 0;
        best[depth++] = NEVER;
    }

    /// The text on the way to where we are, with the most harmless byte of each set.
    private String shown() {
        var text = new StringBuilder("'");
        int length = 0;
        for (int i = 0; i < depth - 1; i++) {
            int place = path[i] / keywords.states();
            if (program.code[place] != Program.SET) continue;
            if (length++ == MAX_SHOWN) return text.append("…'").toString();
            ByteSet set = program.set(program.code[place + 2]).and(keywords.kind(edge[i] - 1));
            text.append(sample(set));
        }
        return length == 0 ? "the empty text" : text.append('\'').toString();
    }

    private static String sample(ByteSet set) {
        for (int range = 0; range < 4; range++) {
            ByteSet wanted = switch (range) {
                case 0 -> ByteSet.range('a', 'z');
                case 1 -> ByteSet.WORD;
                case 2 -> ByteSet.range('!', '~');
                default -> ByteSet.of(' ');
            };
            int least = set.and(wanted).least();
            if (least < 256) return String.valueOf((char) least);
        }
        return "\\x%02x".formatted(set.least());
    }

    /// Finds the part because of which a match needs no keyword.
    private static final class Blame {

        private static final long MAX_WORK = 4_000_000;

        private final String pattern;
        private final Keywords keywords;
        private long work;

        private Blame(String pattern, Keywords keywords) {
            this.pattern = pattern;
            this.keywords = keywords;
        }

        /// Zero if it is the pattern as a whole.
        private int offset(Node root) {
            return Math.max(0, within(root));
        }

        private int within(Node node) {
            return switch (node) {
                case Node.Empty _, Node.One _, Node.Check _ -> -1;
                case Node.Group group -> within(group.body());
                case Node.Repeat repeat ->
                    repeat.min() == 0 && isForced(repeat.body()) ? repeat.offset() : within(repeat.body());
                case Node.Choice choice -> {
                    boolean isMixed = choice.branches().stream().anyMatch(this::isForced);
                    for (Node branch : choice.branches()) {
                        int inner = isForced(branch) ? -1 : within(branch);
                        if (inner >= 0) yield inner;
                        if (isMixed && !isForced(branch)) yield branch.offset();
                    }
                    yield -1;
                }
                case Node.Sequence sequence -> {
                    for (Node part : sequence.parts()) {
                        int inner = within(part);
                        if (inner >= 0) yield inner;
                    }
                    yield -1;
                }
            };
        }

        private boolean isForced(Node node) {
            if (work > MAX_WORK) return false;
            Program program = Compiler.unroll(node, 0, pattern);
            long pairs = (long) program.code.length * keywords.states();
            work += pairs;
            if (pairs > MAX_WORK) return false;
            Anchor anchor = new AnchorAnalysis(program, keywords).walk();
            return !(anchor instanceof Unanchored unanchored) || unanchored.offset() >= 0;
        }
    }
}
