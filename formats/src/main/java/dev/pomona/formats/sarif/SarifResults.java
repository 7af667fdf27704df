// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sarif;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.formats.vulnerability.Remedy;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Region;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The results of a SARIF run.
final class SarifResults {

    /// Locations that GitHub takes for a result.
    private static final int MAX_LOCATIONS = 1000;

    private final SarifRules rules;
    private final Map<Fingerprint, List<Waiver>> waived = new HashMap<>();
    private final JsonOut json;

    SarifResults(SarifRules rules, Decision decision, JsonOut json) {
        this.rules = rules;
        this.json = json;
        for (AppliedWaiver applied : decision.waivers()) {
            if (applied.state() != AppliedWaiver.State.ACTIVE) continue;
            for (Fingerprint finding : applied.findings()) {
                waived.computeIfAbsent(finding, _ -> new ArrayList<>(1)).add(applied.waiver());
            }
        }
    }

    void write(List<Finding> findings) {
        json.array("results");
        findings.forEach(this::result);
        json.end();
    }

    private void result(Finding finding) {
        json.object()
                .field("ruleId", SarifRules.id(finding))
                .field("ruleIndex", rules.index(finding))
                .field("level", SarifRules.level(finding.severity()))
                .inlineObject("message")
                .field("text", SarifText.plain(message(finding)))
                .end();
        json.array("locations");
        finding.locations().stream().limit(MAX_LOCATIONS).forEach(this::location);
        json.end();
        // GitHub knows only the second name; an identity of ours under it outlives moved lines there as well
        json.inlineObject("partialFingerprints")
                .text("pomona/v1", finding.fingerprint())
                .field("primaryLocationLineHash", finding.fingerprint() + ":1")
                .end();
        suppressions(finding);
        properties(finding);
        json.end();
    }

    private static String message(Finding finding) {
        return switch (finding.detail()) {
            case Detail.VulnerableComponent detail -> finding.message() + "\n" + Remedy.of(detail);
            case Detail.Secret secret -> finding.message() + "\n" + secret.remedy();
        };
    }

    /// GitHub can show only files of the repository, so a place inside an archive is given as the archive, and
    /// the place in it as a logical location.
    private void location(Location location) {
        int inside = location.path().indexOf("!/");
        String file = inside < 0 ? location.path() : location.path().substring(0, inside);
        json.object()
                .object("physicalLocation")
                .inlineObject("artifactLocation")
                .field("uri", SarifText.uri(file))
                .field("uriBaseId", "%SRCROOT%")
                .end();
        if (inside < 0 && location.region() != null) region(location.region());
        json.end();
        if (inside >= 0) {
            json.array("logicalLocations")
                    .inlineObject()
                    .text("fullyQualifiedName", location)
                    .field("kind", "resource")
                    .end()
                    .end();
        }
        json.end();
    }

    private void region(Region region) {
        json.inlineObject("region").field("startLine", region.startLine()).field("startColumn", region.startColumn());
        boolean hasEnd = region.endLine() > region.startLine() || region.endColumn() > region.startColumn();
        if (hasEnd) json.field("endLine", region.endLine()).field("endColumn", region.endColumn());
        json.end();
    }

    private void suppressions(Finding finding) {
        List<Waiver> waivers = waived.get(finding.fingerprint());
        if (waivers == null) return;
        json.array("suppressions");
        for (Waiver waiver : waivers) {
            String until = waiver.expires() == null ? "" : ", until " + waiver.expires();
            json.object()
                    .field("kind", "external")
                    .field("status", "accepted")
                    .field("justification", "%s (%s%s)".formatted(waiver.reason(), waiver.owner(), until))
                    .end();
        }
        json.end();
    }

    private void properties(Finding finding) {
        json.object("properties").field("confidence", finding.confidence()).field("severity", finding.severity());
        switch (finding.detail()) {
            case Detail.VulnerableComponent detail ->
                json.text("purl", detail.component().purl())
                        .texts("path", detail.path())
                        .field("fixed", detail.upgrade().fixed())
                        .field("clean", detail.upgrade().clean());
            case Detail.Secret secret -> secret(secret);
        }
        json.end();
    }

    private void secret(Detail.Secret secret) {
        json.field("proof", secret.proof())
                .field("proofReason", secret.proofReason())
                .field("redacted", secret.redacted())
                .field("digest", secret.digest())
                .textsIfAny("layers", secret.layers());
        var verification = secret.verification();
        if (verification != null) json.field("verification", verification.status());
        var history = secret.history();
        if (history != null) {
            if (history.first() != null)
                json.field("firstCommit", history.first().id());
            if (history.last() != null) json.field("lastCommit", history.last().id());
            json.field("present", history.isPresent());
        }
    }
}
