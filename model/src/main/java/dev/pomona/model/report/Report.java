// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.report;

import dev.pomona.model.component.Manifest;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.finding.Finding;
import java.util.Comparator;
import java.util.List;

/// The result of one scan.
///
/// @param artifact the name of what was scanned: the folder's or file's name, never an absolute path
/// @param manifests sorted by path and kind
/// @param findings in [Finding#ORDER]
public record Report(
        String artifact,
        VerdictInputs inputs,
        List<Manifest> manifests,
        List<Finding> findings,
        Completeness completeness,
        Decision decision) {

    public Report {
        manifests = manifests.stream()
                .sorted(Comparator.comparing(Manifest::path).thenComparing(Manifest::kind))
                .toList();
        findings = findings.stream().sorted(Finding.ORDER).toList();
    }
}
