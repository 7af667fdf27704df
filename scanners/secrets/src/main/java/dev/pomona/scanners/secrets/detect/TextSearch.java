// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.assign.Assignment;
import dev.pomona.scanners.secrets.assign.AssignmentParser;
import dev.pomona.scanners.secrets.keyword.KeywordHits;
import dev.pomona.scanners.secrets.regex.Matcher;
import dev.pomona.scanners.secrets.rule.RulePack;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the matches of all rules in one text by looking where their keywords stand.
///
/// For each rule the matches are those that a search through the whole text would find, from the left and without
/// overlaps. For as each match holds a keyword, and has at most `maxBefore` bytes before it, the leftmost next match
/// starts in the stretch of that length before the first keyword that has any match there; and where no match started
/// before one keyword, none has to be looked for again before the next.
final class TextSearch {

    /// The longest match, in bytes.
    static final int LONGEST_MATCH = 64 * 1024;
    /// After so many places with keywords, the time is looked at.
    private static final int PLACES_BETWEEN_CHECKS = 1024;

    /// Takes the matches, in the order of the text for each rule.
    @FunctionalInterface
    interface Sink {
        /// @param matcher with the groups of the match
        /// @param assignment `null` unless the rule is about assigned values
        void accept(CompiledRule rule, Matcher matcher, int start, int end, @Nullable Assignment assignment);
    }

    private final Workspace space;
    private final RulePack pack;
    private final RuleLimits limits;
    private final Runnable checkTime;
    private final Sink sink;
    private final @Nullable RuleCosts costs;
    private int places;
    /// Of the place that is looked at.
    private int reach;

    /// @param costs `null` when nobody wants to know
    TextSearch(
            Workspace space,
            RulePack pack,
            RuleLimits limits,
            Runnable checkTime,
            Sink sink,
            @Nullable RuleCosts costs) {
        this.space = space;
        this.pack = pack;
        this.limits = limits;
        this.checkTime = checkTime;
        this.sink = sink;
        this.costs = costs;
    }

    /// Looks at the keywords that start in `[from, to)`. What was found of the text before must have been found with
    /// the
    /// same workspace.
    ///
    /// @param end where the text ends
    void search(byte[] text, int from, int to, int end) {
        pack.keywords().find(text, from, to, end, space.hits);
        lookAtHits(text, end);
        var unanchored = space.unanchored;
        for (int i = unanchored.nextSetBit(0); i >= 0; i = unanchored.nextSetBit(i + 1)) {
            lookEverywhere(space.rule(i), text, from, to, end);
        }
        for (int number : pack.keywordless()) {
            CompiledRule rule = space.rule(number);
            if (limits.allows(rule)) lookEverywhere(rule, text, from, to, end);
        }
    }

    /// Looks only at what an earlier search of a text that this one was made of can't tell; the workspace has the hits.
    ///
    /// @param changes parts of the text that are not from there, in order; a seam is one of no length
    void searchChanges(byte[] text, List<Inheritance.Part> changes) {
        lookAtHits(text, text.length);
        for (int number : pack.keywordless()) {
            CompiledRule rule = space.rule(number);
            if (!limits.allows(rule)) continue;
            int before = Math.min(text.length, rule.regex().maxLength().orElse(text.length)) + Reach.LOOK_AROUND;
            int done = 0;
            for (Inheritance.Part change : changes) {
                int to = Math.min(text.length, change.to() + Reach.LOOK_AROUND);
                lookEverywhere(rule, text, Math.max(done, change.from() - before), to, text.length);
                done = to;
            }
        }
    }

    /// Looks at those of the workspace's hits whose reach is not known.
    private void lookAtHits(byte[] text, int end) {
        KeywordHits hits = space.hits;
        for (int hit = 0; hit < hits.size(); hit++) {
            if (hits.note(hit) != Reach.UNKNOWN) continue;
            if (++places % PLACES_BETWEEN_CHECKS == 0) checkTime.run();
            reach = Reach.NEAR;
            look(text, hits.start(hit), hits.keyword(hit), end);
            hits.note(hit, reach);
        }
    }

    private void look(byte[] text, int hit, int keyword, int end) {
        Assignment assignment = null;
        boolean isParsed = false;
        for (int i = 0; i < pack.ruleCount(keyword); i++) {
            CompiledRule rule = space.rule(pack.ruleOf(keyword, i));
            if (!limits.allows(rule)) continue;
            long start = costs == null ? 0 : System.nanoTime();
            if (!rule.isAssigned()) {
                if (rule.maxBefore() < 0) space.unanchored.set(rule.number());
                else lookAround(rule, text, hit, end);
            } else {
                if (!isParsed) {
                    assignment =
                            AssignmentParser.at(text, hit, hit + pack.keywords().length(keyword), end);
                    isParsed = true;
                }
                reach = Math.max(reach, Reach.WIDE);
                if (assignment != null) lookAtValue(rule, text, assignment);
            }
            if (costs != null) costs.add(rule.number(), System.nanoTime() - start);
        }
    }

    /// What a rule finds hides what overlaps it, so none of its later places is known from then on.
    private void found(CompiledRule rule) {
        reach = Reach.FAR;
        space.found.set(rule.number());
    }

    private void lookAround(CompiledRule rule, byte[] text, int hit, int end) {
        if (space.found.get(rule.number())) reach = Reach.FAR;
        int from = Math.max(hit - rule.maxBefore(), space.next[rule.number()]);
        lookBetween(rule, text, from, hit, Math.min(end, hit + LONGEST_MATCH));
        space.advance(rule.number(), Math.max(hit + 1, space.next[rule.number()]));
    }

    private void lookEverywhere(CompiledRule rule, byte[] text, int from, int to, int end) {
        long start = costs == null ? 0 : System.nanoTime();
        lookBetween(rule, text, Math.max(from, space.next[rule.number()]), to - 1, end);
        if (costs != null) costs.add(rule.number(), System.nanoTime() - start);
    }

    /// Finds the matches that start in `[from, last]`.
    private void lookBetween(CompiledRule rule, byte[] text, int from, int last, int end) {
        Matcher matcher = space.matcher(rule);
        int start = from;
        while (start <= last) {
            boolean found = matcher.find(text, start, last, end);
            limits.spend(rule.number(), matcher.steps());
            reach = Math.max(reach, Reach.of(rule.maxBefore(), matcher.steps()));
            if (!found) return;
            found(rule);
            start = Math.max(matcher.end(), matcher.start() + 1);
            space.advance(rule.number(), start);
            sink.accept(rule, matcher, matcher.start(), matcher.end(), null);
            if (!limits.allows(rule)) return;
        }
    }

    /// Several keywords in one name lead to the same value: it is looked at once.
    private void lookAtValue(CompiledRule rule, byte[] text, Assignment assignment) {
        int start = assignment.valueStart();
        if (space.found.get(rule.number())) reach = Reach.FAR;
        if (start < space.next[rule.number()]) return;
        if (rule.name() != null) {
            byte[] name = Arrays.copyOfRange(text, assignment.nameStart(), assignment.nameEnd()); // `^` is its start
            if (!space.nameMatcher(rule).find(name, 0, name.length, name.length)) return;
        }
        Matcher matcher = space.matcher(rule);
        boolean found = matcher.matches(text, start, assignment.valueEnd());
        limits.spend(rule.number(), matcher.steps());
        if (!found) return;
        found(rule);
        space.advance(rule.number(), start + 1);
        sink.accept(rule, matcher, start, assignment.valueEnd(), assignment);
    }
}
