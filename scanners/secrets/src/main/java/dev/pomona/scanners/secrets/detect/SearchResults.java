// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Region;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.scanners.secrets.mark.Allowances;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a search brings: first what it sees in the window at hand, then, when lines and columns are known, what is told
/// of
/// the file.
final class SearchResults {

    /// What tells a file's own text from those packed in it.
    private static final Object OWN_TEXT = new Object();

    /// How many bytes of secrets are kept in memory until they are reported.
    private static final long MOST_KEPT = 16 << 20;

    private final Origin origin;
    private final Allowances allowances;
    private final int mostFindings;
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Suppression> suppressions = new ArrayList<>();
    private final SortedMap<Integer, String> markProblems = new TreeMap<>();
    private final List<Seen> window = new ArrayList<>();
    private int suppressed;
    private long kept;
    private boolean isFull;

    /// Where what rules know to be no secret starts and ends.
    private final Set<Place> refused = new HashSet<>();

    private record Place(TextView text, int at) {}

    SearchResults(Origin origin, Allowances allowances, int mostFindings) {
        this.origin = origin;
        this.allowances = allowances;
        this.mostFindings = mostFindings;
    }

    void startWindow() {
        window.clear();
        refused.clear();
    }

    void addNone(CompiledRule rule, TextView text, int start, int end, Judgement.NoSecret none) {
        if (none.isKnown() && !rule.isByNameAlone()) {
            refused.add(new Place(text, start));
            refused.add(new Place(text, end));
        }
        if (suppressed++ < Detection.MOST_SUPPRESSIONS) window.add(Seen.none(rule, text, start, end, none));
    }

    void add(Seen secret) {
        window.add(secret);
        kept += secret.value().length;
        isFull = kept > MOST_KEPT || sightings.size() + window.size() >= 2L * mostFindings;
    }

    /// Nothing more is to be added.
    void end() {
        isFull = true;
    }

    /// Tells what was seen in the window, in the order of its places.
    ///
    /// @param base how many bytes of the file's text came before this array
    /// @param lines knows the line of the array's first byte
    void endWindow(byte[] bytes, long base, Lines lines) {
        window.sort(Comparator.comparingInt(Seen::sourceStart)
                .thenComparingInt(Seen::start)
                .thenComparingInt(seen -> seen.rule().number()));
        for (Seen seen : window) settle(overruled(seen), bytes, base, lines);
    }

    /// A rule that goes by names alone does not say that a value is a secret of which another rule knows that it is
    /// none.
    private Seen overruled(Seen seen) {
        boolean isOverruled = seen.rule().isByNameAlone()
                && seen.judgement() instanceof Judgement.Secret
                && (refused.contains(new Place(seen.text(), seen.start()))
                        || refused.contains(new Place(seen.text(), seen.end())));
        if (!isOverruled) return seen;
        suppressed++;
        return seen.with(new Judgement.NoSecret("another rule knows that it is none", true));
    }

    private void settle(Seen seen, byte[] bytes, long base, Lines lines) {
        var region = lines.region(seen.sourceStart(), Math.max(seen.sourceStart(), seen.sourceEnd()));
        switch (seen.judgement()) {
            case Judgement.NoSecret none -> {
                if (suppressions.size() == Detection.MOST_SUPPRESSIONS) return;
                suppressions.add(new Suppression(
                        seen.rule().rule().ruleId(), new Location(origin.path(), region), none.reason()));
            }
            case Judgement.Secret secret -> {
                boolean isOwn = seen.text().outer() == null;
                long shift = isOwn ? base : 0;
                sightings.add(new Sighting(
                        seen.rule(),
                        isOwn ? OWN_TEXT : seen.text(),
                        seen.start() + shift,
                        seen.end() + shift,
                        seen.sourceStart() + base,
                        seen.sourceEnd() + base,
                        region,
                        seen.text().layers(),
                        seen.text().isRewritten(seen.start(), seen.end()),
                        secret.proof(),
                        secret.reason(),
                        secret.isDoubtful(),
                        secret.key(),
                        seen.name(),
                        Scope.of(bytes, seen.sourceStart()),
                        seen.value(),
                        seen.groups(),
                        marks(seen, bytes, region)));
            }
        }
    }

    private List<AllowMark> marks(Seen seen, byte[] bytes, Region region) {
        int start = seen.sourceStart();
        int end = Math.max(start, seen.sourceEnd());
        String rule = seen.rule().rule().id();
        allowances.problem(bytes, start, end).ifPresent(problem -> markProblems.put(region.startLine(), problem));
        return allowances.covers(origin.commit(), origin.path(), region.startLine(), rule, bytes, start, end).stream()
                .toList();
    }

    /// What is wrong with marks beside findings, by line.
    SortedMap<Integer, String> markProblems() {
        return markProblems;
    }

    List<Sighting> sightings() {
        return sightings;
    }

    List<Suppression> suppressions() {
        return suppressions;
    }

    int suppressed() {
        return suppressed;
    }

    /// Whether there were more secrets than are listed, or the search has ended.
    boolean isFull() {
        return isFull;
    }
}
