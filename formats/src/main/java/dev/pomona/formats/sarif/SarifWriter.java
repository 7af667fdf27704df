// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sarif;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Writes one run of SARIF 2.1.0 (OASIS standard) within the limits of GitHub code scanning.
///
/// Findings come worst first, so what is over the limit is the least severe; a notification tells how many.
public final class SarifWriter {

    /// Results that GitHub takes in one run.
    static final int MAX_RESULTS = 25_000;

    private SarifWriter() {}

    public static void write(Report report, OutputStream out) throws IOException {
        write(report, MAX_RESULTS, out);
    }

    static void write(Report report, int maxResults, OutputStream out) throws IOException {
        int shown = Math.min(maxResults, report.findings().size());
        List<Finding> findings = report.findings().subList(0, shown);
        var rules = SarifRules.of(findings);
        JsonOut.document(out, json -> {
            json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                    .field("version", "2.1.0")
                    .array("runs")
                    .object();
            tool(report, rules, json);
            json.object("automationDetails")
                    .field("id", "pomona/" + SarifText.uri(report.artifact()) + "/")
                    .end();
            SarifNotifications.write(report, report.findings().size() - shown, json);
            json.object("originalUriBaseIds")
                    .object("%SRCROOT%")
                    .inlineObject("description")
                    .field("text", "The folder or file that was scanned.")
                    .end()
                    .end()
                    .end();
            json.field("columnKind", "utf16CodeUnits");
            new SarifResults(rules, report.decision(), json).write(findings);
            properties(report, json);
            json.end().end();
        });
    }

    private static void tool(Report report, SarifRules rules, JsonOut json) {
        json.object("tool")
                .object("driver")
                .field("name", "Pomona")
                .field("version", report.inputs().engine())
                .field("informationUri", "https://pomona.dev");
        rules.write(json);
        json.end().end();
    }

    /// The six inputs of the verdict, so that it can be found again.
    private static void properties(Report report, JsonOut json) {
        var inputs = report.inputs();
        json.object("properties")
                .field("complete", report.completeness().isComplete())
                .field("verdict", report.decision().verdict())
                .text("input", inputs.input())
                .field("advisories", inputs.advisories())
                .text("rules", inputs.rules())
                .text("policy", inputs.policy())
                .field("engine", inputs.engine())
                .text("asOf", inputs.asOf())
                .end();
    }
}
