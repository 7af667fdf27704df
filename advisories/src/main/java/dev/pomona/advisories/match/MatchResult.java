// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.finding.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// What matching found, and what it could not judge.
///
/// @param findings in [Finding#ORDER]
/// @param suppressed what a VEX statement says is not affected or fixed, in the same order; empty when no
///     statements were given
/// @param gaps in words, sorted: ecosystems without any data, versions and ranges that could not be read
public record MatchResult(List<Finding> findings, List<SuppressedFinding> suppressed, List<String> gaps) {

    public MatchResult {
        findings = findings.stream().sorted(Finding.ORDER).toList();
        suppressed = suppressed.stream()
                .sorted(Comparator.comparing(SuppressedFinding::finding, Finding.ORDER))
                .toList();
        gaps = List.copyOf(new TreeSet<>(gaps));
    }
}
