// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.DataSource;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.model.report.ScannerOutcome.Status;
import java.util.List;

/// What was seen and what was not, in the report format.
final class CompletenessJson {

    private CompletenessJson() {}

    static void write(Completeness completeness, JsonOut json) {
        json.object("completeness")
                .field("complete", completeness.isComplete())
                .field("filesSeen", completeness.filesSeen())
                .field("bytesSeen", completeness.bytesSeen());
        json.array("scanners");
        for (ScannerOutcome outcome : completeness.outcomes()) outcome(outcome, json);
        json.end();
        gaps(completeness.gaps(), json);
        data(completeness.data(), json);
        json.array("dataGaps");
        completeness.dataGaps().forEach(json::value);
        json.end().end();
    }

    static void data(List<DataSource> sources, JsonOut json) {
        json.array("data");
        for (DataSource source : sources) {
            json.inlineObject()
                    .field("name", source.name())
                    .text("newest", source.newest())
                    .text("fetched", source.fetched())
                    .field("records", source.records())
                    .end();
        }
        json.end();
    }

    private static void outcome(ScannerOutcome outcome, JsonOut json) {
        switch (outcome.status()) {
            case Status.Completed _ ->
                json.inlineObject().field("scanner", outcome.scanner()).field("status", "completed");
            case Status.Partial partial -> {
                json.object().field("scanner", outcome.scanner()).field("status", "partial");
                gaps(partial.gaps(), json);
            }
            case Status.Failed failed ->
                json.inlineObject()
                        .field("scanner", outcome.scanner())
                        .field("status", "failed")
                        .field("reason", failed.reason());
            case Status.Skipped skipped ->
                json.inlineObject()
                        .field("scanner", outcome.scanner())
                        .field("status", "skipped")
                        .field("reason", skipped.reason());
        }
        json.end();
    }

    private static void gaps(List<Gap> gaps, JsonOut json) {
        json.array("gaps");
        for (Gap gap : gaps) {
            json.inlineObject()
                    .field("kind", gap.kind())
                    .field("path", gap.path())
                    .field("message", gap.message())
                    .end();
        }
        json.end();
    }
}
