// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import java.io.IOException;
import java.util.List;

/// Everything that was not seen, and how each scanner ended. Nothing is left out here, however long it gets.
final class GapsSection {

    private final Completeness completeness;
    private final Page page;

    GapsSection(Completeness completeness, Page page) {
        this.completeness = completeness;
        this.page = page;
    }

    /// Gaps of the walk, of scanners and of data, and scanners that did not run to their end.
    static int count(Completeness completeness) {
        int ended = (int) completeness.outcomes().stream()
                .filter(outcome -> switch (outcome.status()) {
                    case ScannerOutcome.Status.Completed _ -> false;
                    case ScannerOutcome.Status.Partial _ -> false;
                    case ScannerOutcome.Status.Failed _ -> true;
                    case ScannerOutcome.Status.Skipped _ -> true;
                })
                .count();
        return completeness.allGaps().size() + completeness.dataGaps().size() + ended;
    }

    void write() throws IOException {
        page.open("section", "id", "gaps").element("h2", "What was not seen");
        if (completeness.isComplete()) page.element("p", "Nothing: everything that was there was seen and judged.");
        scanners();
        List<Gap> gaps = completeness.allGaps();
        if (!completeness.dataGaps().isEmpty()) {
            page.element("h3", "In the advisory data").open("ul");
            for (String gap : completeness.dataGaps()) page.element("li", gap);
            page.close();
        }
        if (!gaps.isEmpty()) files(gaps);
        page.close();
    }

    private void scanners() throws IOException {
        page.open("ul", "class", "scanners");
        for (ScannerOutcome outcome : completeness.outcomes()) {
            String ended = switch (outcome.status()) {
                case ScannerOutcome.Status.Completed _ -> "saw everything it wanted to see";
                case ScannerOutcome.Status.Partial partial ->
                    "finished with " + Words.count(partial.gaps().size(), "gap");
                case ScannerOutcome.Status.Failed failed -> "failed: " + failed.reason();
                case ScannerOutcome.Status.Skipped skipped -> "was not run: " + skipped.reason();
            };
            page.open("li").element("b", outcome.scanner()).text(" " + ended).close();
        }
        page.close();
    }

    private void files(List<Gap> gaps) throws IOException {
        page.element("h3", "In the artifact");
        page.open("div", "class", "card scroll").open("table").open("thead").open("tr");
        for (String heading : List.of("kind", "where", "why")) page.element("th", heading, "scope", "col");
        page.close().close().open("tbody");
        for (Gap gap : gaps) {
            page.open("tr").element("td", Words.lower(gap.kind()));
            page.open("td").element("code", gap.path()).close();
            page.element("td", gap.message()).close();
        }
        page.close().close().close();
    }
}
