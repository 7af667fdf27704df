// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.RuleId;
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
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "rule" -> rule = new RuleId(cursor.text());
                case "fingerprint" -> fingerprint = new Fingerprint(cursor.text());
                case "severity" -> severity = cursor.word(Severity.class);
                case "confidence" -> confidence = cursor.word(Confidence.class);
                case "message" -> message = cursor.text();
                case "locations" -> locations = ManifestReading.locations(cursor);
                case "detail" -> detail = detail(cursor);
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
                cursor.required(detail, "detail"));
    }

    private static Detail detail(Cursor cursor) {
        cursor.enter();
        String kind = null;
        Component component = null;
        List<Purl> path = null;
        VulnerabilityReading match = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "kind" -> kind = cursor.text();
                case "component" ->
                    component = ManifestReading.component(cursor).component();
                case "path" -> path = cursor.list(() -> Purl.parse(cursor.text()));
                case "vulnerability" -> match = VulnerabilityReading.of(cursor);
                default -> cursor.skip();
            }
        }
        if (!"vulnerable-component".equals(kind))
            throw cursor.error("no kind of finding is called '%s'".formatted(kind));
        var known = cursor.required(match, "vulnerability");
        return new Detail.VulnerableComponent(
                cursor.required(component, "component"),
                known.vulnerability(),
                known.claims(),
                cursor.required(path, "path"),
                known.upgrade());
    }
}
