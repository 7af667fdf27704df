// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sarif;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.model.report.ScannerOutcome.Status;

/// What was not seen, as notifications of the run: a run without results and with these is not clean.
final class SarifNotifications {

    private SarifNotifications() {}

    /// @param leftOut findings that are not among the results
    static void write(Report report, int leftOut, JsonOut json) {
        var completeness = report.completeness();
        boolean failed = completeness.outcomes().stream().anyMatch(o -> o.status() instanceof Status.Failed);
        json.array("invocations").object().field("executionSuccessful", !failed).array("toolExecutionNotifications");
        if (leftOut > 0) {
            String message = "%d findings are left out, the least severe, because a run has at most %d results."
                    .formatted(leftOut, report.findings().size() - leftOut);
            notification("results-left-out", "warning", message, json);
        }
        for (String gap : completeness.dataGaps()) notification("data-gap", "warning", gap, json);
        for (ScannerOutcome outcome : completeness.outcomes()) outcome(outcome, json);
        for (Gap gap : completeness.gaps()) gap(gap, json);
        json.end().end().end();
    }

    private static void outcome(ScannerOutcome outcome, JsonOut json) {
        switch (outcome.status()) {
            case Status.Completed _ -> {}
            case Status.Partial partial -> partial.gaps().forEach(gap -> gap(gap, json));
            case Status.Failed failed ->
                notification(
                        "scanner-failed", "error", "%s failed: %s".formatted(outcome.scanner(), failed.reason()), json);
            case Status.Skipped skipped ->
                notification(
                        "scanner-skipped",
                        "note",
                        "%s was not run: %s".formatted(outcome.scanner(), skipped.reason()),
                        json);
        }
    }

    private static void gap(Gap gap, JsonOut json) {
        notification(JsonOut.word(gap.kind()), "warning", "%s: %s".formatted(gap.path(), gap.message()), json);
    }

    private static void notification(String id, String level, String message, JsonOut json) {
        json.object()
                .inlineObject("descriptor")
                .field("id", id)
                .end()
                .field("level", level)
                .inlineObject("message")
                .field("text", SarifText.plain(message))
                .end()
                .end();
    }
}
