// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.view.Upgrade;
import dev.pomona.store.reading.FindingRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which upgrades remove the most of some findings.
final class Upgrades {

    private Upgrades() {}

    /// Those that take away the most pressing first: by the sum of the priorities of what they remove.
    ///
    /// @param rows findings with a fix
    static List<Upgrade> of(List<FindingRow> rows, int most) {
        record Target(String purl, String fixed) {}
        Map<Target, List<FindingRow>> removed = new LinkedHashMap<>();
        for (FindingRow row : rows) {
            if (row.purl() == null || row.fixed() == null) continue;
            removed.computeIfAbsent(new Target(row.purl(), row.fixed()), _ -> new ArrayList<>())
                    .add(row);
        }
        return removed.entrySet().stream()
                .map(one -> upgrade(one.getKey().purl(), one.getKey().fixed(), one.getValue()))
                .sorted(Comparator.comparingLong(Upgrade::priority)
                        .reversed()
                        .thenComparing(Upgrade::purl)
                        .thenComparing(Upgrade::fixed))
                .limit(most)
                .toList();
    }

    private static Upgrade upgrade(String purl, String fixed, List<FindingRow> rows) {
        return new Upgrade(
                purl,
                fixed,
                rows.size(),
                (int) rows.stream().map(FindingRow::digest).distinct().count(),
                rows.stream().mapToInt(FindingRow::severity).max().orElse(0),
                rows.stream().anyMatch(FindingRow::isExploited),
                rows.stream().mapToLong(FindingRow::priority).sum(),
                rows.getFirst().rule());
    }
}
