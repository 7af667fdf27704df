// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/// How many findings of each severity there are.
final class Tally {

    /// What is counted under one name.
    record Named(String name, Tally tally) {}

    static final Comparator<Tally> BY_SIZE = Comparator.comparingInt(Tally::total)
            .thenComparingInt(tally -> tally.of(Severity.CRITICAL))
            .thenComparingInt(tally -> tally.of(Severity.HIGH));

    private final int[] bySeverity = new int[Severity.values().length];

    static Tally of(Iterable<Row> rows) {
        var tally = new Tally();
        rows.forEach(tally::add);
        return tally;
    }

    /// A tally for each name that `key` gives, the largest and then the worst first.
    static List<Named> by(List<Row> rows, Function<Row, String> key) {
        var tallies = new TreeMap<String, Tally>();
        for (Row row : rows) {
            tallies.computeIfAbsent(key.apply(row), _ -> new Tally()).add(row);
        }
        var named = new ArrayList<Named>();
        tallies.forEach((name, tally) -> named.add(new Named(name, tally)));
        named.sort(Comparator.comparing(Named::tally, BY_SIZE).reversed().thenComparing(Named::name));
        return named;
    }

    void add(Row row) {
        bySeverity[row.severity().rank()]++;
    }

    int of(Severity severity) {
        return bySeverity[severity.rank()];
    }

    int total() {
        int total = 0;
        for (int count : bySeverity) total += count;
        return total;
    }

    /// Severities that were counted, worst first.
    static List<Severity> worstFirst() {
        return List.of(Severity.values()).reversed();
    }

    /// `2 critical, 5 high`.
    String inWords() {
        var words = new ArrayList<String>();
        for (Severity severity : worstFirst()) {
            if (of(severity) > 0) words.add(Words.number(of(severity)) + " " + Words.lower(severity));
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }
}
