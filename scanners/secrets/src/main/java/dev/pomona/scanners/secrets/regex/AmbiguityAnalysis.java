// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks for a repetition that can go from a place in itself back to there in two ways on the same text: then
/// the number of ways doubles each time (A. Weber, H. Seidl, On the degree of ambiguity of finite automata,
/// 1991: "EDA"). The places are the instructions that take a byte; ways through a condition are left out, so
/// nothing is claimed that is not so.
final class AmbiguityAnalysis {

    /// Pairs of places grow with the square of this; a repetition with more is taken to be unambiguous.
    private static final int MAX_PLACES = 1200;

    /// The same for what leads from place to place: of two places, each way of the one is paired with each of the
    /// other.
    private static final long MAX_WAYS = 6000;

    private final Program program;
    private final int[] places;
    /// By index of a place: which places can take the next byte. One that is there twice can be reached in two
    /// ways.
    private final int[][] successors;

    private AmbiguityAnalysis(Program program) {
        this.program = program;
        this.places = takingPlaces(program);
        this.successors = new int[places.length][];
    }

    static Optional<Ambiguity> of(Node root, String pattern) {
        Node.Repeat found = innermost(root, pattern);
        if (found == null) return Optional.empty();
        return Optional.of(new Ambiguity(
                "repeats what it has already repeated: the same text fits in a number of ways that doubles with each round",
                found.offset(),
                Caret.under(pattern, found.offset())));
    }

    private static Node.@Nullable Repeat innermost(Node node, String pattern) {
        return switch (node) {
            case Node.Empty _, Node.One _, Node.Check _ -> null;
            case Node.Group group -> innermost(group.body(), pattern);
            case Node.Sequence sequence -> innermost(sequence.parts(), pattern);
            case Node.Choice choice -> innermost(choice.branches(), pattern);
            case Node.Repeat repeat -> {
                if (repeat.body() instanceof Node.One) yield null;
                boolean isOpen = repeat.max() == Node.UNBOUNDED;
                if (isOpen && !isAmbiguous(repeat, pattern)) yield null;
                var inner = innermost(repeat.body(), pattern);
                yield inner != null || !isOpen ? inner : repeat;
            }
        };
    }

    private static Node.@Nullable Repeat innermost(List<Node> nodes, String pattern) {
        for (Node node : nodes) {
            var found = innermost(node, pattern);
            if (found != null) return found;
        }
        return null;
    }

    private static boolean isAmbiguous(Node.Repeat repeat, String pattern) {
        var analysis = new AmbiguityAnalysis(Compiler.unroll(repeat, 0, pattern));
        return analysis.places.length <= MAX_PLACES && analysis.isAmbiguous();
    }

    private static int[] takingPlaces(Program program) {
        var places = new int[program.code.length];
        int count = 0;
        for (int place = 0; place < program.code.length; place += Program.length(program.code[place]))
            if (program.code[place] == Program.SET) places[count++] = place;
        return Arrays.copyOf(places, count);
    }

    private boolean isAmbiguous() {
        long ways = 0;
        for (int i = 0; i < places.length; i++) {
            successors[i] = reached(program.code[places[i] + 1]);
            ways += successors[i].length;
        }
        int[] circles = Circles.of(places.length, i -> successors[i]);
        for (int i = 0; i < places.length; i++) {
            int[] to = successors[i];
            for (int k = 1; k < to.length; k++) if (to[k] == to[k - 1] && circles[i] == circles[to[k]]) return true;
        }
        if (ways > MAX_WAYS) return false;
        int count = places.length;
        int[] pairs = Circles.of(count * count, pair -> pair(pair / count, pair % count, circles));
        var hasSame = new boolean[count * count];
        for (int i = 0; i < count; i++) if (successors[i].length > 0) hasSame[pairs[i * count + i]] = true;
        for (int pair = 0; pair < count * count; pair++)
            if (pair / count != pair % count && hasSame[pairs[pair]]) return true;
        return false;
    }

    /// Where two ways can be that stand at two places of one circle, and take the same byte.
    private int[] pair(int a, int b, int[] circles) {
        if (circles[a] != circles[b]) return new int[0];
        ByteSet both = set(a).and(set(b));
        if (both.isEmpty()) return new int[0];
        int[] targets = new int[successors[a].length * successors[b].length];
        int count = 0;
        for (int i : successors[a]) {
            if (circles[i] != circles[a]) continue;
            for (int k : successors[b])
                if (circles[k] == circles[a] && set(i).meets(set(k))) targets[count++] = i * places.length + k;
        }
        return Arrays.copyOf(targets, count);
    }

    private ByteSet set(int index) {
        return program.set(program.code[places[index] + 2]);
    }

    /// In order; what can be reached in more than one way is there twice.
    private int[] reached(int from) {
        int[] code = program.code;
        var visits = new byte[code.length];
        var reached = new ArrayList<Integer>();
        var open = new ArrayList<Integer>();
        open.add(from);
        while (!open.isEmpty()) {
            int place = open.removeLast();
            if (visits[place] == 2) continue;
            visits[place]++;
            switch (code[place]) {
                case Program.SET -> reached.add(Arrays.binarySearch(places, place));
                case Program.SAVE -> open.add(code[place + 1]);
                case Program.SPLIT -> {
                    open.add(code[place + 1]);
                    open.add(code[place + 2]);
                }
                default -> {}
            }
        }
        return reached.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
