// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.report;

import dev.pomona.model.finding.Detail;
import dev.pomona.model.report.Report;

/// What a scan looked for, by the scanners that ran: it decides what can be said of it.
///
/// @param components whether components were looked for
/// @param secrets whether secrets were
/// @param history whether they were looked for in a history, not in files
record Sought(boolean components, boolean secrets, boolean history) {

    static Sought in(Report report) {
        boolean components = !report.manifests().isEmpty();
        boolean secrets = false;
        boolean history = false;
        for (var outcome : report.completeness().outcomes()) {
            switch (outcome.scanner()) {
                case "secrets" -> secrets = true;
                case "secrets-history" -> history = true;
                default -> components = true;
            }
        }
        return new Sought(components || !(secrets || history), secrets || history, history);
    }

    /// How much of it there is.
    String headline(Report report) {
        int found = report.manifests().stream()
                .mapToInt(manifest -> manifest.components().size())
                .sum();
        String manifests = "%s in %s"
                .formatted(
                        Plural.of(found, "component"),
                        Plural.of(report.manifests().size(), "manifest"));
        if (!secrets) return manifests;
        long count = report.findings().stream()
                .filter(finding -> finding.detail() instanceof Detail.Secret)
                .count();
        String seen = Plural.of(report.completeness().filesSeen(), history ? "content" : "file");
        if (!components) return "%s in %s".formatted(Plural.of(count, "secret"), seen);
        return "%s, %s in %s".formatted(manifests, Plural.of(count, "secret"), seen);
    }

    /// What is said when nothing was found.
    String nothing(Report report) {
        boolean hasManifests = !report.manifests().isEmpty();
        if (!secrets) return "No known vulnerability";
        if (!components) return "No secret";
        if (hasManifests) return "No known vulnerability and no secret";
        // a lock file that is broken is one, and is told above
        return report.completeness().isComplete()
                ? "No secret; no manifest, lock file or package of a known ecosystem"
                : "No secret, and nothing else to judge";
    }
}
