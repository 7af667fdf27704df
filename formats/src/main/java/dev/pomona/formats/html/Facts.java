// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.component.Purl;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.report.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A report with what the page shows in more than one place.
///
/// @param rows every vulnerable component, in the order of the report
/// @param open those of them that no waiver covers
/// @param firstByPurl the first open row of each component that has one
/// @param openByPurl how many open rows it has
/// @param secrets every secret, in the order of the report
/// @param links to every finding, in the order of the report
record Facts(
        Report report,
        List<Row> rows,
        List<Row> open,
        Map<Purl, Row> firstByPurl,
        Map<Purl, Integer> openByPurl,
        List<SecretRow> secrets,
        List<Link> links) {

    static Facts of(Report report) {
        var waivers = new HashMap<Fingerprint, AppliedWaiver>();
        for (AppliedWaiver waiver : report.decision().waivers()) {
            for (Fingerprint finding : waiver.findings()) {
                waivers.merge(finding, waiver, (one, other) -> one.state().compareTo(other.state()) <= 0 ? one : other);
            }
        }
        var rows = new ArrayList<Row>(report.findings().size());
        var secrets = new ArrayList<SecretRow>();
        var links = new ArrayList<Link>();
        var seen = new HashMap<Fingerprint, Integer>();
        for (Finding finding : report.findings()) {
            int times = seen.merge(finding.fingerprint(), 1, Integer::sum);
            String anchor = "finding-" + finding.fingerprint() + (times == 1 ? "" : "-" + times);
            var waiver = waivers.get(finding.fingerprint());
            String label = switch (finding.detail()) {
                case Detail.VulnerableComponent detail -> {
                    rows.add(new Row(rows.size() + 1, anchor, finding, detail, waiver));
                    yield detail.vulnerability().id() + " in "
                            + detail.component().purl().name();
                }
                case Detail.Secret secret -> {
                    secrets.add(new SecretRow(anchor, finding, secret, waiver));
                    yield secret.title() + " in "
                            + finding.locations().getFirst().path();
                }
            };
            links.add(new Link(finding.fingerprint(), anchor, label));
        }
        List<Row> open = rows.stream().filter(row -> !row.isWaived()).toList();
        var first = new HashMap<Purl, Row>();
        var counts = new HashMap<Purl, Integer>();
        for (Row row : open) {
            first.putIfAbsent(row.component().purl(), row);
            counts.merge(row.component().purl(), 1, Integer::sum);
        }
        return new Facts(report, List.copyOf(rows), open, first, counts, List.copyOf(secrets), List.copyOf(links));
    }

    int components() {
        return report.manifests().stream()
                .mapToInt(manifest -> manifest.components().size())
                .sum();
    }
}
