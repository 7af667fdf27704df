// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.component.Manifest;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Completeness;
import java.util.List;

/// What a policy is asked about.
///
/// @param artifact its name
/// @param componentCount how many components it has
/// @param manifests with the components; may be empty where no rule asks about components
/// @param completeness what was seen and what was not
/// @param surroundings where it is to run
public record Judged(
        String artifact,
        int componentCount,
        List<Manifest> manifests,
        List<Finding> findings,
        Completeness completeness,
        Surroundings surroundings) {

    public Judged {
        manifests = List.copyOf(manifests);
        findings = List.copyOf(findings);
    }

    /// A scan of its own, which knows no environment.
    public static Judged scan(
            String artifact, List<Manifest> manifests, List<Finding> findings, Completeness completeness) {
        int count = manifests.stream()
                .mapToInt(manifest -> manifest.components().size())
                .sum();
        return new Judged(artifact, count, manifests, findings, completeness, Surroundings.NONE);
    }
}
