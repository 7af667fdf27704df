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
/// @param rows every finding, in the order of the report
/// @param open those of them that no waiver covers
/// @param firstByPurl the first open row of each component that has one
/// @param openByPurl how many open rows it has
record Facts(Report report, List<Row> rows, List<Row> open, Map<Purl, Row> firstByPurl, Map<Purl, Integer> openByPurl) {

    static Facts of(Report report) {
        var waivers = new HashMap<Fingerprint, AppliedWaiver>();
        for (AppliedWaiver waiver : report.decision().waivers()) {
            for (Fingerprint finding : waiver.findings()) {
                waivers.merge(finding, waiver, (one, other) -> one.state().compareTo(other.state()) <= 0 ? one : other);
            }
        }
        var rows = new ArrayList<Row>(report.findings().size());
        var seen = new HashMap<Fingerprint, Integer>();
        for (Finding finding : report.findings()) {
            int times = seen.merge(finding.fingerprint(), 1, Integer::sum);
            String anchor = "finding-" + finding.fingerprint() + (times == 1 ? "" : "-" + times);
            var detail = switch (finding.detail()) {
                case Detail.VulnerableComponent component -> component;
            };
            rows.add(new Row(rows.size() + 1, anchor, finding, detail, waivers.get(finding.fingerprint())));
        }
        List<Row> open = rows.stream().filter(row -> !row.isWaived()).toList();
        var first = new HashMap<Purl, Row>();
        var counts = new HashMap<Purl, Integer>();
        for (Row row : open) {
            first.putIfAbsent(row.component().purl(), row);
            counts.merge(row.component().purl(), 1, Integer::sum);
        }
        return new Facts(report, List.copyOf(rows), open, first, counts);
    }

    int components() {
        return report.manifests().stream()
                .mapToInt(manifest -> manifest.components().size())
                .sum();
    }
}
