// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.assign.Assignment;
import dev.pomona.scanners.secrets.decode.DecodeBudget;
import dev.pomona.scanners.secrets.decode.Decoded;
import dev.pomona.scanners.secrets.decode.Decoder;
import dev.pomona.scanners.secrets.mark.Allowances;
import dev.pomona.scanners.secrets.regex.Matcher;
import dev.pomona.scanners.secrets.regex.Regex;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Searches the texts of one file: its own, window by window where it is large, and what is packed in them.
final class FileSearch {

    private static final int LONGEST_LEFT = 160;

    /// What the check of a structure costs, in steps: it looks around, counts, and works with large numbers.
    private static final long CHECK_STEPS = 8192;

    private static final long CHECK_STEPS_EACH_BYTE = 16;

    /// Of a text, so many keywords are kept for those that are made of it, and one for so many bytes.
    private static final int MOST_TRAILED = 4096;

    private static final int BYTES_FOR_ONE_TRAILED = 8;

    private final RuleBook book;
    private final SecretOptions options;
    private final boolean isSuspecting;
    private final SearchResults results;
    private final ForeignRules foreign;
    private final RuleLimits limits;
    private final Judge judge;
    private final DecodeBudget budget;
    private final Runnable checkTime;
    private final IntFunction<Workspace> spaces;
    private final @Nullable RuleCosts costs;

    private int decodeFrom;
    private @Nullable Suspicion doubt;

    /// @param origin `null` when all that is asked is whether something may be found, whatever the origin: the
    ///     search ends then with the first match that may be a secret
    /// @param spaces a workspace of its own for each depth
    FileSearch(
            RuleBook book,
            SecretOptions options,
            @Nullable Origin origin,
            Allowances allowances,
            ForeignRules foreign,
            RuleLimits limits,
            Runnable checkTime,
            IntFunction<Workspace> spaces,
            @Nullable RuleCosts costs) {
        this.book = book;
        this.options = options;
        this.isSuspecting = origin == null;
        Origin any = origin == null ? Origin.of("") : origin;
        this.results = new SearchResults(any, allowances, options.findings());
        this.foreign = foreign;
        this.limits = limits;
        this.judge = new Judge(any, foreign, isSuspecting);
        this.budget = new DecodeBudget(options.decodeBytes());
        this.checkTime = checkTime;
        this.spaces = spaces;
        this.costs = costs;
    }

    void startFile() {
        spaces.apply(0).startText();
    }

    /// Whether any rule looks into the file at all.
    boolean isAnyRuleAbout() {
        return book.rulesWithFiles().stream().anyMatch(limits::allows);
    }

    /// Searches `[from, to)` of the file's own text.
    ///
    /// @param base how many bytes of the file's text came before this array
    /// @param lines knows the line of the array's first byte; moved up to `to` at most
    /// @param decodes whether packed texts are looked for
    void search(byte[] bytes, int from, int to, long base, Lines lines, boolean decodes) {
        results.startWindow();
        search(TextView.of(bytes), from, to, 0, decodes);
        results.endWindow(bytes, base, lines);
    }

    private void search(TextView text, int from, int to, int depth, boolean decodes) {
        checkTime.run();
        Workspace space = spaces.apply(depth);
        if (depth > 0) space.startText();
        byte[] bytes = text.bytes();
        TextSearch.Sink sink = (rule, matcher, start, end, assignment) -> {
            see(rule, text, matcher, start, end, assignment);
        };
        new TextSearch(space, book.pack(), limits, checkTime, sink, costs).search(bytes, from, to, bytes.length);
        if (!decodes || depth >= options.decodeDepth()) return;
        Decoder decoder = decoder(text, space, depth);
        int start = depth == 0 ? Math.max(from, decodeFrom) : from;
        int next = start < to ? decoder.decode(start, to) : start;
        if (depth == 0) decodeFrom = next;
    }

    private Decoder decoder(TextView text, Workspace space, int depth) {
        byte[] bytes = text.bytes();
        return new Decoder(
                bytes,
                bytes.length,
                budget,
                (start, end) -> {
                    int hit = space.hits.firstFrom(start);
                    return hit < space.hits.size() && space.hits.start(hit) < end;
                },
                decoded -> searchInner(text, decoded, depth + 1));
    }

    /// Searches a file's own text, of which something is known, for a doubt.
    void search(byte[] bytes, Inheritance inheritance) {
        checkTime.run();
        Workspace space = spaces.apply(0);
        var text = TextView.of(bytes);
        inheritance.findHits(book.pack().keywords(), space.scratch, space.hits);
        TextSearch.Sink sink = (rule, matcher, start, end, assignment) -> {
            see(rule, text, matcher, start, end, assignment);
        };
        new TextSearch(space, book.pack(), limits, checkTime, sink, costs).searchChanges(bytes, inheritance.changes());
        if (results.isFull() || options.decodeDepth() == 0) return;
        Decoder decoder = decoder(text, space, 0);
        for (Inheritance.Part part : inheritance.partsToUnpack()) decoder.decodePart(part.from(), part.to());
    }

    /// What a whole search that found nothing leaves for texts that are made of this one; `null` when not all that was
    /// done depends on what stands near to keywords.
    ///
    /// @param before what was left by the one that this was made of
    /// @param inheritance what was had from there
    @Nullable
    Trail trail(byte[] text, @Nullable Trail before, @Nullable Inheritance inheritance) {
        int length = text.length;
        Workspace space = spaces.apply(0);
        if (isAnythingSeen() || !space.unanchored.isEmpty()) return null;
        for (int rule : book.pack().keywordless()) {
            if (space.found.get(rule)) return null;
        }
        if (space.hits.size() > MOST_TRAILED + length / BYTES_FOR_ONE_TRAILED) return null;
        long steps = limits.all() + (before == null ? 0 : before.steps());
        long decoded = options.decodeBytes() - budget.left() + (before == null ? 0 : before.decoded());
        // a whole search might have come to a limit
        if (steps > options.steps() || decoded > options.decodeBytes()) return null;
        return new Trail(length, space.hits.toArray(), quiet(text, inheritance), steps, decoded);
    }

    private static int[] quiet(byte[] text, @Nullable Inheritance inheritance) {
        if (inheritance != null) return inheritance.quiet();
        var places = new Inheritance.Places();
        Decoder.quietPlaces(text, 0, text.length, places);
        return places.toArray();
    }

    /// Where in the file's own text the doubt is that ended the search.
    Suspicion raised() {
        return doubt == null ? Suspicion.raised() : doubt;
    }

    private void searchInner(TextView outer, Decoded decoded, int depth) {
        if (results.isFull()) return;
        search(outer.inner(decoded), 0, decoded.bytes().length, depth, decoded.isText());
    }

    /// The array was moved down by so many bytes.
    void shift(int bytes) {
        spaces.apply(0).shift(bytes);
        decodeFrom = Math.max(0, decodeFrom - bytes);
    }

    private void see(
            CompiledRule rule,
            TextView text,
            Matcher matcher,
            int matchStart,
            int matchEnd,
            @Nullable Assignment assignment) {
        if (results.isFull()) return;
        int secret = secretGroup(rule, matcher);
        int start = secret == 0 ? matchStart : matcher.start(secret);
        int end = secret == 0 ? matchEnd : matcher.end(secret);
        if (rule.each() == null) see(rule, text, matcher, matchStart, matchEnd, start, end, assignment);
        else seeEach(rule.each(), rule, text, matcher, matchStart, matchEnd, start, end);
    }

    /// What the pattern found may hold several secrets.
    private void seeEach(
            Regex each,
            CompiledRule rule,
            TextView text,
            Matcher matcher,
            int matchStart,
            int matchEnd,
            int from,
            int to) {
        Matcher inner = each.matcher();
        int group = each.group("secret").orElse(each.groupCount() > 0 ? 1 : 0);
        int at = from;
        while (at < to && limits.allows(rule)) {
            boolean found = inner.find(text.bytes(), at, to - 1, to);
            limits.spend(rule.number(), inner.steps());
            if (!found) return;
            at = Math.max(inner.end(), inner.start() + 1);
            int secret = isPresent(inner, group) ? group : 0;
            int start = secret == 0 ? inner.start() : inner.start(secret);
            int end = secret == 0 ? inner.end() : inner.end(secret);
            see(rule, text, matcher, matchStart, matchEnd, start, end, null);
        }
    }

    private void see(
            CompiledRule rule,
            TextView text,
            Matcher matcher,
            int matchStart,
            int matchEnd,
            int start,
            int end,
            @Nullable Assignment assignment) {
        byte[] bytes = text.bytes();
        if (results.isFull() || start == end || (rule.isAssigned() && isLeftToItsLayer(text, start, end))) return;
        var groups = new LinkedHashMap<String, String>();
        rule.namedGroups().forEach((name, group) -> {
            if (matcher.start(group) >= 0) {
                int length = matcher.end(group) - matcher.start(group);
                groups.put(name, new String(bytes, matcher.start(group), length, StandardCharsets.UTF_8));
            }
        });
        String value = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        Assignment around = assignment != null ? assignment : NameFinder.before(bytes, start, bytes.length);
        int checks = rule.checks().size();
        if (checks > 0) limits.spend(rule.number(), checks * (CHECK_STEPS + (end - start) * CHECK_STEPS_EACH_BYTE));
        Judgement judgement = judge.judge(rule, bytes, matchStart, matchEnd, start, end, groups, value, around);
        if (isSuspecting) {
            if (!(judgement instanceof Judgement.Secret)) return;
            results.end();
            limits.stop();
            doubt = Suspicion.raisedAt(text.sourceStart(matchStart), text.sourceEnd(matchEnd));
            return;
        }
        switch (judgement) {
            case Judgement.NoSecret none -> results.addNone(rule, text, start, end, none);
            case Judgement.Secret _ -> {
                String name = NameFinder.name(bytes, around, value);
                byte[] copy = Arrays.copyOfRange(bytes, start, end);
                results.add(new Seen(rule, text, start, end, judgement, name, copy, groups));
            }
        }
    }

    /// The group of the match that is the secret; 0 for all of it.
    private int secretGroup(CompiledRule rule, Matcher matcher) {
        String id = rule.rule().id();
        if (!foreign.isForeign(id)) return isPresent(matcher, rule.secretGroup()) ? rule.secretGroup() : 0;
        int named = foreign.secretGroup(id);
        if (named > 0) return isPresent(matcher, named) ? named : 0;
        for (int group = 1; group <= rule.regex().groupCount(); group++) {
            if (isPresent(matcher, group)) return group;
        }
        return 0;
    }

    private static boolean isPresent(Matcher matcher, int group) {
        return group > 0 && matcher.start(group) >= 0 && matcher.end(group) > matcher.start(group);
    }

    /// A value that is written in escapes is judged by what it stands for; not a long one, whose name may be out of
    /// sight
    /// there.
    private boolean isLeftToItsLayer(TextView text, int start, int end) {
        return text.depth() < options.decodeDepth()
                && end - start <= LONGEST_LEFT
                && Decoder.isEscaped(text.bytes(), start, end);
    }

    /// Whether there is anything to report.
    boolean isAnythingSeen() {
        return !results.sightings().isEmpty()
                || results.isFull()
                || budget.isExceeded()
                || !limits.exhausted().isEmpty();
    }

    SearchResults results() {
        return results;
    }

    boolean isDecodeBudgetExceeded() {
        return budget.isExceeded();
    }

    RuleLimits limits() {
        return limits;
    }
}
