// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.report;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// What was seen and what was not: part of every result, so that "clean" means clean.
///
/// @param filesSeen files offered to scanners, entries of archives included
/// @param bytesSeen their size together
/// @param outcomes one for each scanner, sorted by scanner
/// @param gaps what the walk itself could not see (unreadable folders, limits), sorted; scanners' own gaps are
///     in `outcomes`
/// @param data the advisory data used, sorted by name; empty when none was
/// @param dataGaps in words: ecosystems without data, failed refreshes, data older than allowed; sorted
public record Completeness(
        long filesSeen,
        long bytesSeen,
        List<ScannerOutcome> outcomes,
        List<Gap> gaps,
        List<DataSource> data,
        List<String> dataGaps) {

    public Completeness {
        outcomes = outcomes.stream()
                .sorted(Comparator.comparing(ScannerOutcome::scanner))
                .toList();
        gaps = List.copyOf(new TreeSet<>(gaps));
        data = data.stream().sorted(Comparator.comparing(DataSource::name)).toList();
        dataGaps = List.copyOf(new TreeSet<>(dataGaps));
    }

    /// Every gap, the walk's and the scanners', sorted.
    public List<Gap> allGaps() {
        var all = new TreeSet<>(gaps);
        for (ScannerOutcome outcome : outcomes) {
            if (outcome.status() instanceof ScannerOutcome.Status.Partial(var partial)) all.addAll(partial);
        }
        return List.copyOf(all);
    }

    /// Whether everything that was there was seen and judged.
    public boolean isComplete() {
        return gaps.isEmpty()
                && dataGaps.isEmpty()
                && outcomes.stream().allMatch(o -> o.status() instanceof ScannerOutcome.Status.Completed);
    }
}
