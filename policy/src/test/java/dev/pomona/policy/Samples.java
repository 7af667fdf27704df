// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.RuleId;
import dev.pomona.model.finding.Upgrade;
import dev.pomona.model.finding.Verification;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.DataSource;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Findings and completeness statements for tests.
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private Samples() {}

    static Finding finding(String purl, String id, Severity severity, boolean kev, boolean malware) {
        Component component = Component.of(
                Purl.parse(purl), Scope.RUNTIME, Relation.DIRECT, Location.at("app/package-lock.json", 7, 5));
        var vulnerability = new Vulnerability(
                id,
                List.of("GHSA-" + id),
                "something is wrong",
                severity,
                9.8,
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                List.of(79),
                kev ? new Kev(id, LocalDate.of(2024, 1, 1), null, false) : null,
                new Epss(0.5, 0.9),
                malware,
                null,
                List.of());
        return new Finding(
                new RuleId("component-vulnerable"),
                Fingerprint.of(List.of(id, purl)),
                severity,
                Confidence.HIGH,
                purl + " has " + id,
                component.locations(),
                new Detail.VulnerableComponent(
                        component,
                        vulnerability,
                        List.of(new Claim("GHSA-" + id, "ghsa", "<2.0.0", List.of("2.0.0"))),
                        List.of(component.purl()),
                        new Upgrade("2.0.0", "2.1.0")));
    }

    static Finding secret(Severity severity, Proof proof, @Nullable Verification verification, AllowMark... marks) {
        return new Finding(
                new RuleId("secret-acme-token"),
                Fingerprint.of(List.of("secret", severity.name(), proof.name(), String.valueOf(verification))),
                severity,
                Confidence.MEDIUM,
                "an Acme token stands in the open",
                List.of(Location.at("app/.env", 3, 1)),
                new Detail.Secret(
                        "Acme token",
                        proof,
                        "its shape",
                        "acme_…",
                        null,
                        "TOKEN",
                        List.of(),
                        "revoke it",
                        verification,
                        null),
                List.of(marks));
    }

    static Manifest manifest(Component... components) {
        return new Manifest("app/package-lock.json", "npm-lock", null, List.of(components), List.of());
    }

    static Component component(String purl) {
        return Component.of(Purl.parse(purl), Scope.RUNTIME, Relation.DIRECT, Location.of("app/package-lock.json"));
    }

    static Completeness complete() {
        return new Completeness(
                1,
                10,
                List.of(new ScannerOutcome("npm", new ScannerOutcome.Status.Completed())),
                List.of(),
                List.of(new DataSource("osv/npm", NOW, NOW, 10)),
                List.of());
    }

    /// Any completeness statement, chosen by the random source.
    static Completeness any(Random random) {
        var gaps = random.ints(random.nextInt(3), 0, Gap.Kind.values().length)
                .mapToObj(i -> new Gap(Gap.Kind.values()[i], "f" + i, "why"))
                .toList();
        ScannerOutcome.Status status = switch (random.nextInt(4)) {
            case 0 -> new ScannerOutcome.Status.Failed("an error");
            case 1 -> new ScannerOutcome.Status.Skipped("offline");
            case 2 -> gaps.isEmpty() ? new ScannerOutcome.Status.Completed() : new ScannerOutcome.Status.Partial(gaps);
            default -> new ScannerOutcome.Status.Completed();
        };
        Instant fetched = random.nextInt(4) == 0 ? null : NOW.minus(Duration.ofHours(random.nextInt(400)));
        String source = random.nextInt(4) == 0 ? "starter" : "osv/npm";
        return new Completeness(
                1,
                10,
                List.of(new ScannerOutcome("npm", status)),
                random.nextBoolean() ? gaps : List.of(),
                List.of(new DataSource(source, null, fetched, 10)),
                random.nextInt(4) == 0 ? List.of("no data for pub") : List.of());
    }
}
