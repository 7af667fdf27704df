// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.VerdictInputs;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Writes Pomona's own report format, which holds everything a [Report] holds. `docs/report-json.md` describes
/// it, and `docs/schemas/report-1.schema.json` says it to machines.
public final class JsonReportWriter {

    /// The id of the format; a report that is not understood by the readers of this one gets another.
    public static final String SCHEMA = "https://pomona.dev/schemas/report/1";

    public static final int VERSION = 1;

    private JsonReportWriter() {}

    /// Memory needed does not grow with the report.
    public static void write(Report report, OutputStream out) throws IOException {
        JsonOut.document(out, json -> {
            json.field("schema", SCHEMA).field("version", VERSION).field("artifact", report.artifact());
            inputs(report.inputs(), json);
            decision(report.decision(), json);
            CompletenessJson.write(report.completeness(), json);
            json.array("findings");
            for (Finding finding : report.findings()) finding(finding, json);
            json.end().array("manifests");
            report.manifests().forEach(manifest -> ManifestJson.write(manifest, json));
            json.end();
        });
    }

    private static void inputs(VerdictInputs inputs, JsonOut json) {
        json.object("inputs")
                .text("input", inputs.input())
                .field("advisories", inputs.advisories())
                .text("rules", inputs.rules())
                .text("policy", inputs.policy())
                .field("engine", inputs.engine())
                .text("asOf", inputs.asOf())
                .end();
    }

    static void decision(Decision decision, JsonOut json) {
        json.object("decision").field("policy", decision.policy()).field("verdict", decision.verdict());
        json.array("violations");
        for (Violation violation : decision.violations()) {
            json.object()
                    .field("rule", violation.rule())
                    .field("level", violation.level())
                    .field("message", violation.message())
                    .field("owner", violation.owner())
                    .texts("findings", violation.findings())
                    .end();
        }
        json.end().array("waivers");
        for (AppliedWaiver applied : decision.waivers()) waiver(applied, json);
        json.end().end();
    }

    private static void waiver(AppliedWaiver applied, JsonOut json) {
        var waiver = applied.waiver();
        json.object()
                .field("state", applied.state())
                .textsIfAny("ids", waiver.ids())
                .textsIfAny("fingerprints", waiver.fingerprints())
                .textsIfAny("paths", waiver.paths())
                .textsIfAny("purls", waiver.purls())
                .field("owner", waiver.owner())
                .field("reason", waiver.reason())
                .text("expires", waiver.expires())
                .field("origin", waiver.origin())
                .texts("findings", applied.findings())
                .end();
    }

    private static void finding(Finding finding, JsonOut json) {
        json.object();
        fields(finding, json);
        json.end();
    }

    /// Writes the fields of an object that has been begun.
    static void fields(Finding finding, JsonOut json) {
        json.text("rule", finding.rule())
                .text("fingerprint", finding.fingerprint())
                .field("severity", finding.severity())
                .field("confidence", finding.confidence())
                .field("message", finding.message());
        ManifestJson.locations(finding.locations(), json);
        switch (finding.detail()) {
            case Detail.VulnerableComponent detail -> vulnerable(detail, json);
            case Detail.Secret secret -> SecretJson.write(secret, json);
        }
        if (!finding.marks().isEmpty()) marks(finding.marks(), json);
    }

    private static void marks(List<AllowMark> marks, JsonOut json) {
        json.array("marks");
        for (AllowMark mark : marks) {
            json.object()
                    .field("syntax", mark.syntax())
                    .textsIfAny("rules", mark.rules())
                    .text("until", mark.until())
                    .field("owner", mark.owner())
                    .field("reason", mark.reason())
                    .inlineObject("at");
            ManifestJson.location(mark.at(), json);
            json.end().end();
        }
        json.end();
    }

    private static void vulnerable(Detail.VulnerableComponent detail, JsonOut json) {
        json.object("detail").field("kind", "vulnerable-component").inlineObject("component");
        ManifestJson.component(detail.component(), json);
        json.end().texts("path", detail.path()).object("vulnerability");
        VulnerabilityJson.write(detail.vulnerability(), detail.claims(), detail.upgrade(), json);
        json.end().end();
    }
}
