// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.History;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.RuleId;
import dev.pomona.model.finding.Upgrade;
import dev.pomona.model.finding.Verification;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.DataSource;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.model.report.VerdictInputs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Reports for tests.
public final class SampleReport {

    /// What a hostile author writes wherever a text is shown.
    public static final String HOSTILE = "x\u001b]0;t\u0007\u202e\n::error::y ##[z]";

    private static final Purl ROOT = Purl.parse("pkg:npm/orchard@1.0.0");
    private static final Purl PEEL = Purl.of("npm", null, "peel", "1.2.0");
    private static final Purl SEED = Purl.of("npm", null, "seed", "0.3.0");
    private static final Purl WORM = Purl.of("maven", "org.example", "worm", "9");

    private SampleReport() {}

    /// Nothing found, nothing wrong.
    public static Report clean() {
        var component = Component.of(PEEL, Scope.RUNTIME, Relation.DIRECT, Location.at("package-lock.json", 7, 1));
        return new Report(
                "orchard",
                inputs(),
                List.of(new Manifest("package-lock.json", "npm-lock", null, List.of(component), List.of())),
                List.of(),
                new Completeness(1, 10, List.of(), List.of(), List.of(), List.of()),
                new Decision("default", Decision.Verdict.PASS, List.of(), List.of()));
    }

    /// One of everything, hostile texts included.
    public static Report everything() {
        Component seed =
                Component.of(SEED, Scope.RUNTIME, Relation.TRANSITIVE, Location.at("package-lock.json", 18, 1));
        Component worm =
                Component.of(WORM, Scope.TEST, Relation.DIRECT, Location.at("sub/" + HOSTILE + "/pom.xml", 3, 1));
        Finding critical = finding(
                seed,
                vulnerability("CVE-2026-0001", "The seed sprouts " + HOSTILE, Severity.CRITICAL, 9.8, false),
                List.of(ROOT, PEEL, SEED),
                new Upgrade("0.3.1", "1.0.0"));
        Finding unknown = finding(
                seed,
                vulnerability("GHSA-aaaa-bbbb-cccc", "", Severity.UNKNOWN, 0, false),
                List.of(ROOT, PEEL, SEED),
                new Upgrade(null, "1.0.0"));
        Finding malware = finding(
                worm,
                vulnerability("MAL-2026-7", "It is made to do harm ".repeat(20), Severity.CRITICAL, 0, true),
                List.of(WORM),
                new Upgrade(null, null));
        Finding secret = new Finding(
                new RuleId("secret-acme-token"),
                Fingerprint.of(List.of("secret")),
                Severity.HIGH,
                Confidence.HIGH,
                "an Acme token " + HOSTILE,
                List.of(Location.at("deploy/" + HOSTILE, 3, 7)),
                new Detail.Secret(
                        "Acme token",
                        Proof.PROVEN,
                        "its checksum is right",
                        "acme_…(36)",
                        null,
                        "TOKEN " + HOSTILE,
                        List.of("base64", "gzip"),
                        "Delete it in the settings, then issue a new one.",
                        new Verification(Verification.Status.LIVE, "acme.example accepts it " + HOSTILE),
                        new History(
                                "c3".repeat(20),
                                new History.Commit("a1".repeat(20), "Ana " + HOSTILE, Instant.EPOCH),
                                new History.Commit("b2".repeat(20), "Ben", Instant.parse("2026-02-03T04:05:06Z")),
                                true,
                                false)));
        return new Report(
                "orchard " + HOSTILE,
                inputs(),
                List.of(
                        new Manifest("package-lock.json", "npm-lock", ROOT, List.of(seed), List.of()),
                        new Manifest("sub/pom.xml", "maven-pom", null, List.of(worm), List.of())),
                List.of(critical, unknown, malware, secret),
                completeness(),
                decision(critical, unknown));
    }

    private static VerdictInputs inputs() {
        var digest = new Digest(Digest.Algorithm.SHA256, "1a".repeat(32));
        return new VerdictInputs(
                digest, "2b".repeat(32), digest, digest, "0.1.0", Instant.parse("2026-11-22T12:00:00Z"));
    }

    private static Vulnerability vulnerability(
            String id, String summary, Severity severity, double score, boolean isMalware) {
        boolean isRated = score > 0;
        return new Vulnerability(
                id,
                List.of(),
                summary,
                severity,
                isRated ? score : null,
                null,
                List.of(),
                isRated ? new Kev(id, LocalDate.EPOCH, LocalDate.EPOCH, true) : null,
                isRated ? new Epss(0.971, 0.999) : null,
                isMalware,
                null,
                List.of());
    }

    private static Finding finding(Component component, Vulnerability vulnerability, List<Purl> path, Upgrade upgrade) {
        return new Finding(
                new RuleId("component-vulnerable"),
                Fingerprint.of(List.of(vulnerability.id())),
                vulnerability.severity(),
                Confidence.HIGH,
                "vulnerable",
                component.locations(),
                new Detail.VulnerableComponent(
                        component,
                        vulnerability,
                        List.of(new Claim(vulnerability.id(), "osv", "every version", List.of())),
                        path,
                        upgrade));
    }

    private static Completeness completeness() {
        var gaps = new ArrayList<Gap>();
        for (int i = 10; i < 25; i++) gaps.add(new Gap(Gap.Kind.MALFORMED, "lock-%d.json".formatted(i), HOSTILE));
        return new Completeness(
                321,
                7_654_321,
                List.of(
                        new ScannerOutcome("go", new ScannerOutcome.Status.Failed("ran out of memory " + HOSTILE)),
                        new ScannerOutcome("maven", new ScannerOutcome.Status.Completed()),
                        new ScannerOutcome("registry", new ScannerOutcome.Status.Skipped("needs the network"))),
                gaps,
                List.of(
                        new DataSource("osv/npm", null, Instant.parse("2026-11-20T00:00:00Z"), 20_000),
                        new DataSource("osv/Maven", null, Instant.parse("2026-11-22T07:00:00Z"), 1),
                        new DataSource("starter", null, null, 150)),
                List.of("only the starter pack is here", "osv/npm could not be refreshed: " + HOSTILE));
    }

    private static Decision decision(Finding critical, Finding unknown) {
        return new Decision(
                ".pomona/policy.yaml",
                Decision.Verdict.VIOLATED,
                List.of(
                        new Violation(
                                "severe-finding",
                                Violation.Level.DENY,
                                "too severe " + HOSTILE,
                                "security " + HOSTILE,
                                List.of(critical.fingerprint())),
                        new Violation("stale", Violation.Level.INCOMPLETE, "the data is old", "ops", List.of()),
                        new Violation("any", Violation.Level.WARN, "fix it", "ops", List.of(unknown.fingerprint()))),
                List.of(
                        new AppliedWaiver(waiver("MAL-2026-7", "2027-01-31"), AppliedWaiver.State.ACTIVE, List.of()),
                        new AppliedWaiver(
                                waiver("CVE-2026-0001", "2026-01-31"), AppliedWaiver.State.EXPIRED, List.of()),
                        new AppliedWaiver(waiver("CVE-2020-1", "2027-01-31"), AppliedWaiver.State.UNUSED, List.of())));
    }

    private static Waiver waiver(String id, String expires) {
        return new Waiver(
                List.of(id),
                List.of(),
                List.of(),
                List.of(),
                "ops@example.org",
                "not reachable " + HOSTILE,
                LocalDate.parse(expires),
                ".pomona/waivers.yaml:3");
    }
}
