// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.RuleId;
import java.time.LocalDate;
import java.util.List;

/// A finding and what is particular to its kind.
final class FindingReading {

    private FindingReading() {}

    static Finding finding(Cursor cursor) {
        cursor.enter();
        RuleId rule = null;
        Fingerprint fingerprint = null;
        Severity severity = null;
        Confidence confidence = null;
        String message = null;
        List<Location> locations = null;
        Detail detail = null;
        List<AllowMark> marks = List.of();
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "rule" -> rule = new RuleId(cursor.text());
                case "fingerprint" -> fingerprint = new Fingerprint(cursor.text());
                case "severity" -> severity = cursor.word(Severity.class);
                case "confidence" -> confidence = cursor.word(Confidence.class);
                case "message" -> message = cursor.text();
                case "locations" -> locations = ManifestReading.locations(cursor);
                case "detail" -> detail = detail(cursor);
                case "marks" -> marks = cursor.list(() -> mark(cursor));
                default -> cursor.skip();
            }
        }
        return new Finding(
                cursor.required(rule, "rule"),
                cursor.required(fingerprint, "fingerprint"),
                cursor.required(severity, "severity"),
                cursor.required(confidence, "confidence"),
                cursor.required(message, "message"),
                cursor.required(locations, "locations"),
                cursor.required(detail, "detail"),
                marks);
    }

    private static AllowMark mark(Cursor cursor) {
        cursor.enter();
        String syntax = null;
        List<String> rules = List.of();
        LocalDate until = null;
        String owner = null;
        String reason = null;
        Location at = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "syntax" -> syntax = cursor.text();
                case "rules" -> rules = cursor.texts();
                case "until" -> until = LocalDate.parse(cursor.text());
                case "owner" -> owner = cursor.text();
                case "reason" -> reason = cursor.text();
                case "at" -> at = ManifestReading.location(cursor);
                default -> cursor.skip();
            }
        }
        return new AllowMark(
                cursor.required(syntax, "syntax"),
                rules,
                until,
                cursor.required(owner, "owner"),
                cursor.required(reason, "reason"),
                cursor.required(at, "at"));
    }

    /// What is particular to a kind tells itself by its fields; the kind may stand anywhere among them.
    private static Detail detail(Cursor cursor) {
        cursor.enter();
        String kind = null;
        Component component = null;
        List<Purl> path = null;
        VulnerabilityReading match = null;
        var secret = new SecretReading();
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "kind" -> kind = cursor.text();
                case "component" ->
                    component = ManifestReading.component(cursor).component();
                case "path" -> path = cursor.list(() -> Purl.parse(cursor.text()));
                case "vulnerability" -> match = VulnerabilityReading.of(cursor);
                default -> secret.read(field, cursor);
            }
        }
        return switch (cursor.required(kind, "kind")) {
            case "vulnerable-component" -> {
                var known = cursor.required(match, "vulnerability");
                yield new Detail.VulnerableComponent(
                        cursor.required(component, "component"),
                        known.vulnerability(),
                        known.claims(),
                        cursor.required(path, "path"),
                        known.upgrade());
            }
            case "secret" -> secret.secret(cursor);
            default -> throw cursor.error("no kind of finding is called '%s'".formatted(kind));
        };
    }
}
