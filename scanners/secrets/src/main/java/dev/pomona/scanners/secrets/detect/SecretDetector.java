// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.report.Gap;
import dev.pomona.scanners.secrets.decode.TextEncoding;
import dev.pomona.scanners.secrets.mark.Allowances;
import dev.pomona.scanners.secrets.rule.RulePack;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Finds the secrets in the bytes of one file, whatever they come from: a walk, an archive, the history of a
/// repository.
/// `docs/secrets.md` says what is looked at and what is not.
///
/// Safe for several threads.
public final class SecretDetector {

    /// Larger files are read in windows of this size.
    private static final int WINDOW = 4 << 20;
    /// What of a window is looked at again with the next one: the longest match and what may stand before it.
    private static final int MARGIN = 3 * TextSearch.LONGEST_MATCH;
    /// Larger binary files are no key stores.
    private static final int LARGEST_BINARY = 16 << 20;

    private final RuleBook book;
    private final SecretOptions options;
    private final Allowances allowances;
    private final ForeignRules foreign;
    private final int window;
    private final @Nullable RuleCosts costs;
    private final ConcurrentLinkedQueue<List<Workspace>> idle = new ConcurrentLinkedQueue<>();

    public SecretDetector(RulePack rules, SecretOptions options) {
        this(rules, options, Allowances.none());
    }

    /// @param allowances what ignore files at the root of the target say
    public SecretDetector(RulePack rules, SecretOptions options, Allowances allowances) {
        this(rules, options, allowances, ForeignRules.none());
    }

    /// @param foreign what is to be said of rules in the pack that come from other scanners' files, and whole-file
    /// rules
    public SecretDetector(RulePack rules, SecretOptions options, Allowances allowances, ForeignRules foreign) {
        this(new RuleBook(rules), options, allowances, foreign, WINDOW, null);
    }

    private SecretDetector(
            RuleBook book,
            SecretOptions options,
            Allowances allowances,
            ForeignRules foreign,
            int window,
            @Nullable RuleCosts costs) {
        this.foreign = foreign;
        this.book = book;
        this.options = options;
        this.allowances = allowances;
        this.window = window;
        this.costs = costs;
    }

    /// The same, for one thread, and adding up what each rule costs.
    public SecretDetector measuring(RuleCosts newCosts) {
        return new SecretDetector(book, options, allowances, foreign, window, newCosts);
    }

    /// The same, with windows of another size.
    SecretDetector withWindow(int newWindow) {
        return new SecretDetector(book, options, allowances, foreign, newWindow, costs);
    }

    public SecretOptions options() {
        return options;
    }

    /// Everything that shapes a result, as a text with nothing secret in it.
    public String configuration() {
        return "rules=%s foreign=%s allowed=%s %s"
                .formatted(book.pack().digest(), foreign.digest(), allowances.digest(), options.configuration());
    }

    /// As [#detect(MemorySegment, Origin, Runnable)], for what is in memory already; it is not copied.
    public Detection detect(byte[] content, Origin origin, Runnable checkTime) {
        return detect(Content.of(content), origin, checkTime);
    }

    /// Large contents are read in windows.
    ///
    /// @param origin where findings are said to be, and what globs and some judgements go by
    /// @param checkTime called now and then; what it throws ends the search
    public Detection detect(MemorySegment content, Origin origin, Runnable checkTime) {
        return detect(Content.of(content), origin, checkTime);
    }

    /// Whether [#detect] could report anything about what is in the content, a gap among it, whatever its origin. What
    /// rules find by a path alone is not asked.
    ///
    /// @param checkTime as there
    public boolean isSuspect(MemorySegment content, Runnable checkTime) {
        return searched(Content.of(content), null, checkTime).isAnythingSeen();
    }

    /// As [#isSuspect], for what is in memory already; it is not copied. Where it is known what the content was
    /// made of, only what changed is looked at, and what is near to it; the answer may then be "yes" where it
    /// need not be, never the other way round.
    ///
    /// @param base what was said of the content that this one was made of, by this detector; may be `null`
    /// @param copies what it has from there: three numbers for each part, the place in this one, the place in
    ///     that one, the length in bytes; in the order of this one, without overlaps in it
    public Suspicion suspicion(byte[] content, @Nullable Suspicion base, int[] copies, Runnable checkTime) {
        if (base != null && base.isRaised()) {
            Suspicion same = base.carriedOver(copies);
            if (same != null) return same;
        }
        Content text = Content.of(content);
        boolean isTraced = text.encoding() == TextEncoding.ASCII_COMPATIBLE && content.length <= window;
        return inSpaces(spaces -> {
            Trail before = isTraced && base != null ? base.trail() : null;
            if (before != null) {
                FileSearch search = search(text, null, checkTime, spaces);
                var inheritance = new Inheritance(content, copies, before);
                search.search(content, inheritance);
                if (search.isAnythingSeen()) return search.raised();
                Trail trail = search.trail(content, before, inheritance);
                if (trail != null) return Suspicion.none(trail);
            }
            FileSearch search = searched(text, null, checkTime, spaces);
            if (search.isAnythingSeen()) return search.raised();
            return Suspicion.none(isTraced ? search.trail(content, null, null) : null);
        });
    }

    private Detection detect(Content content, Origin origin, Runnable checkTime) {
        FileSearch search = searched(content, origin, checkTime);
        List<Sighting> kept = Overlaps.resolve(search.results().sightings());
        boolean isFull = search.results().isFull() || kept.size() > options.findings();
        var writer = new FindingWriter(origin.path(), options.digestKey());
        var found = new ArrayList<>(writer.write(kept.subList(0, Math.min(kept.size(), options.findings()))));
        foreign.about(origin).forEach(rule -> found.add(writer.writeFile(rule.rule())));
        return new Detection(
                found,
                gaps(origin.path(), search, isFull),
                search.results().suppressions(),
                search.results().suppressed());
    }

    /// @param origin `null` for any
    private FileSearch searched(Content content, @Nullable Origin origin, Runnable checkTime) {
        return inSpaces(spaces -> searched(content, origin, checkTime, spaces));
    }

    private <T> T inSpaces(Function<List<Workspace>, T> work) {
        List<Workspace> spaces = idle.poll();
        if (spaces == null) spaces = new ArrayList<>();
        T result = work.apply(spaces);
        idle.add(spaces); // not when the search was broken off: it may have left anything in them
        return result;
    }

    private FileSearch searched(Content content, @Nullable Origin origin, Runnable checkTime, List<Workspace> spaces) {
        FileSearch search = search(content, origin, checkTime, spaces);
        if (content.encoding() != TextEncoding.BINARY) {
            searchText(content, search);
        } else if (content.size() <= LARGEST_BINARY && search.isAnyRuleAbout()) {
            byte[] bytes = content.text(0, content.size());
            search.search(bytes, 0, bytes.length, 0, new Lines(bytes, 1, 1), false);
        }
        return search;
    }

    /// A search that has yet to be told where to look.
    private FileSearch search(Content content, @Nullable Origin origin, Runnable checkTime, List<Workspace> spaces) {
        boolean isBinary = content.encoding() == TextEncoding.BINARY;
        var limits = new RuleLimits(book.pack().size(), origin, isBinary, content.size(), options, foreign);
        IntFunction<Workspace> spaceOfDepth = depth -> {
            while (spaces.size() <= depth) spaces.add(new Workspace(book));
            return spaces.get(depth);
        };
        var search = new FileSearch(book, options, origin, allowances, foreign, limits, checkTime, spaceOfDepth, costs);
        search.startFile();
        return search;
    }

    /// Reads the text window by window; small files are one.
    private void searchText(Content content, FileSearch search) {
        long size = content.size();
        byte[] bytes = new byte[0];
        int from = 0;
        long base = 0;
        int line = 1;
        int column = 1;
        long read = 0;
        while (true) {
            long step = Math.min(size - read, size <= 2L * window ? size : window);
            byte[] fresh = content.text(read, step);
            read += step;
            byte[] joined = bytes.length == 0 ? fresh : join(bytes, fresh);
            boolean isLast = read >= size;
            int to = isLast ? joined.length : Math.max(from, joined.length - MARGIN);
            search.search(joined, from, to, base, new Lines(joined, line, column), true);
            if (isLast) return;
            int gone = Math.max(0, to - MARGIN);
            var start = new Lines(joined, line, column);
            start.moveTo(gone);
            line = start.line();
            column = start.column();
            search.shift(gone);
            bytes = Arrays.copyOfRange(joined, gone, joined.length);
            base += gone;
            from = to - gone;
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private List<Gap> gaps(String path, FileSearch search, boolean isFull) {
        var gaps = new ArrayList<Gap>();
        search.limits().exhausted().stream()
                .forEach(rule -> gaps.add(new Gap(
                        Gap.Kind.LIMIT,
                        path,
                        "the rule secret-%s took too many steps and was not applied to all of it"
                                .formatted(book.pack().rule(rule).id()))));
        if (search.isDecodeBudgetExceeded()) {
            gaps.add(new Gap(
                    Gap.Kind.LIMIT,
                    path,
                    "more than %d bytes are packed in it; not all of them were looked at"
                            .formatted(options.decodeBytes())));
        }
        if (isFull) {
            gaps.add(new Gap(
                    Gap.Kind.LIMIT,
                    path,
                    "more than %d secrets are in it; the others are not listed".formatted(options.findings())));
        }
        search.results()
                .markProblems()
                .forEach((line, problem) -> gaps.add(new Gap(
                        Gap.Kind.MALFORMED,
                        path,
                        "the mark beside line %d does not count: %s".formatted(line, problem))));
        gaps.sort(Comparator.naturalOrder());
        return gaps;
    }
}
