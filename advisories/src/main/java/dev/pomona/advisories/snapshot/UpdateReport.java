// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What an update did.
///
/// @param snapshot the id of the snapshot that is current now; empty when there still is none
/// @param sources sorted by name
public record UpdateReport(Optional<String> snapshot, List<SourceReport> sources) {

    public UpdateReport {
        sources = sources.stream()
                .sorted(Comparator.comparing(SourceReport::name).thenComparing(SourceReport::status))
                .toList();
    }

    /// The sources that have older data than is here, sorted by name.
    public List<SourceReport> older() {
        return sources.stream()
                .filter(source -> source.status() == SourceReport.Status.OLDER)
                .toList();
    }

    /// The sources that could not be had, sorted by name.
    public List<SourceReport> failures() {
        return sources.stream()
                .filter(source -> source.status() == SourceReport.Status.FAILED)
                .toList();
    }
}
