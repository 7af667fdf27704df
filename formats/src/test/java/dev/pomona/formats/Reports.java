// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Region;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.AllowMark;
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
import dev.pomona.model.report.ScannerOutcome.Status;
import dev.pomona.model.report.VerdictInputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reports for tests.
public final class Reports {

    private static final Purl ROOT = Purl.parse("pkg:npm/orchard@1.0.0");
    private static final Purl PEEL = Purl.parse("pkg:npm/peel@1.2.0");
    private static final Purl SEED = Purl.parse("pkg:npm/%40core/seed@0.3.0");
    private static final Purl KNIFE = Purl.parse("pkg:npm/knife@4.0.0");
    private static final Purl CRATE = Purl.parse("pkg:maven/org.example/crate@2.1");
    private static final Purl BASKET = Purl.parse("pkg:maven/org.example/basket");

    private Reports() {}

    /// A small report with every kind of thing in it, hostile names included.
    public static Report sample() {
        Finding critical = finding("CVE-2026-0001", seed(), Severity.CRITICAL, 9.8, List.of(PEEL, SEED));
        Finding medium = finding("GHSA-aaaa-bbbb-cccc", crate(), Severity.MEDIUM, null, List.of(CRATE));
        Finding malicious = malicious();
        return new Report(
                "orchard",
                inputs(),
                List.of(npm(), maven()),
                List.of(critical, medium, malicious, secret()),
                completeness(),
                decision(critical, medium));
    }

    /// A report in which nothing was found and nothing went wrong.
    public static Report empty() {
        return new Report(
                "empty",
                inputs(),
                List.of(),
                List.of(),
                new Completeness(0, 0, List.of(), List.of(), List.of(), List.of()),
                new Decision("default", Decision.Verdict.PASS, List.of(), List.of()));
    }

    public static Report with(Report report, List<Manifest> manifests, List<Finding> findings) {
        return new Report(
                report.artifact(), report.inputs(), manifests, findings, report.completeness(), report.decision());
    }

    public static byte[] write(String format, Report report) {
        var out = new ByteArrayOutputStream();
        try {
            ReportFormats.named(format).orElseThrow().write(report, out);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written", e);
        }
        return out.toByteArray();
    }

    public static VerdictInputs inputs() {
        return new VerdictInputs(
                digest("1a"),
                "2026-11-22-5f3c",
                digest("2b"),
                digest("3c"),
                "0.1.0",
                Instant.parse("2026-11-22T12:00:00Z"));
    }

    private static Digest digest(String twoDigits) {
        return new Digest(Digest.Algorithm.SHA256, twoDigits.repeat(32));
    }

    private static Manifest npm() {
        Component peel = Component.of(PEEL, Scope.RUNTIME, Relation.DIRECT, Location.at("web/package-lock.json", 7, 5))
                .withRequirement("^1.2")
                .withDigests(List.of(new Digest(Digest.Algorithm.SHA512, "ab".repeat(64)), digest("cd")))
                .withLicenses(List.of("MIT"));
        Component knife = Component.of(
                        KNIFE, Scope.DEVELOPMENT, Relation.DIRECT, Location.at("web/package-lock.json", 30, 5))
                .withLicenses(List.of("Apache-2.0 OR MIT"));
        return new Manifest(
                "web/package-lock.json",
                "npm-lock",
                ROOT,
                List.of(peel, seed(), knife),
                List.of(new Dependency(ROOT, PEEL), new Dependency(ROOT, KNIFE), new Dependency(PEEL, SEED)));
    }

    private static Component seed() {
        return new Component(
                SEED,
                null,
                Scope.RUNTIME,
                Relation.TRANSITIVE,
                List.of(new Location("web/package-lock.json", new Region(18, 5, 24, 6))),
                List.of(),
                List.of("MIT", "Custom <b>licence</b> \u202e of the orchard"));
    }

    private static Component crate() {
        return Component.of(
                        CRATE, Scope.RUNTIME, Relation.UNKNOWN, Location.of("lib/shop.war!/WEB-INF/lib/crate-2.1.jar"))
                .withDigests(List.of(new Digest(Digest.Algorithm.SHA1, "ef".repeat(20))));
    }

    private static Manifest maven() {
        Component basket = Component.unresolved(
                BASKET, "[1,2)", Scope.TEST, Relation.DIRECT, Location.at("lib/shop.war!/pom.xml", 3, 9));
        return new Manifest("lib/shop.war", "java-archive", null, List.of(crate(), basket), List.of());
    }

    /// @param score `null` for a rating in a word
    public static Finding finding(
            String id, Component component, Severity severity, @Nullable Double score, List<Purl> path) {
        var vulnerability = new Vulnerability(
                id,
                List.of("OSV-" + id, "GO-" + id),
                "The [seed](https://example.org) sprouts <script>\u001b[31m {too} early",
                severity,
                score,
                score == null ? null : "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                List.of(502, 79),
                score == null ? null : new Kev(id, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 1), true),
                score == null ? null : new Epss(0.97, 0.999),
                false,
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of(
                        new Reference("advisory", "https://example.org/" + id),
                        new Reference("fix", "javascript:alert(1)")));
        return new Finding(
                new RuleId("component-vulnerable"),
                Fingerprint.of(List.of(id, component.purl().toString())),
                severity,
                Confidence.HIGH,
                "%s has %s".formatted(component.purl(), id),
                component.locations(),
                new Detail.VulnerableComponent(
                        component,
                        vulnerability,
                        List.of(
                                new Claim("GHSA-x", "ghsa", ">=0.1.0, <0.3.1", List.of("0.3.1")),
                                new Claim("OSV-x", "osv", "listed version 0.3.0", List.of())),
                        path,
                        new Upgrade("0.3.1", score == null ? null : "1.0.0")));
    }

    private static Finding malicious() {
        Component knife = Component.of(
                KNIFE,
                Scope.DEVELOPMENT,
                Relation.DIRECT,
                Location.at("web/na\u00efve dir/100%/package-lock.json", 30, 5));
        var malware = new Vulnerability(
                "MAL-2026-7",
                List.of(),
                "",
                Severity.UNKNOWN,
                null,
                null,
                List.of(506),
                null,
                null,
                true,
                null,
                List.of());
        return new Finding(
                new RuleId("component-malicious"),
                Fingerprint.of(List.of("MAL-2026-7")),
                Severity.CRITICAL,
                Confidence.MEDIUM,
                "knife is made to do harm",
                knife.locations(),
                new Detail.VulnerableComponent(
                        knife,
                        malware,
                        List.of(new Claim("MAL-2026-7", "osv", "every version", List.of())),
                        List.of(KNIFE),
                        new Upgrade(null, null)));
    }

    private static Finding secret() {
        var first = new History.Commit("a1".repeat(20), "Ana <ana@example.org>", Instant.parse("2026-01-02T03:04:05Z"));
        var last = new History.Commit("b2".repeat(20), "Ben <ben@example.org>", Instant.parse("2026-02-03T04:05:06Z"));
        return new Finding(
                new RuleId("secret-acme-token"),
                Fingerprint.of(List.of("secret", "acme")),
                Severity.HIGH,
                Confidence.HIGH,
                "an Acme token stands in the open",
                List.of(new Location("deploy/prod.env", new Region(3, 7, 3, 47))),
                new Detail.Secret(
                        "Acme token",
                        Proof.PROVEN,
                        "its checksum is right",
                        "acme_\u2026(36)",
                        "0123456789abcdef".repeat(2),
                        "TOKEN",
                        List.of("base64"),
                        "Delete it in the settings, then issue a new one.",
                        new Verification(Verification.Status.LIVE, "acme.example accepts it"),
                        new History("c3".repeat(20), first, last, true, false)),
                List.of(new AllowMark(
                        "gitleaks:allow", List.of(), null, "", "", Location.at("deploy/prod.env", 3, 50))));
    }

    private static Completeness completeness() {
        return new Completeness(
                321,
                7_654_321_098L,
                List.of(
                        new ScannerOutcome("npm", new Status.Completed()),
                        new ScannerOutcome(
                                "maven",
                                new Status.Partial(List.of(
                                        new Gap(Gap.Kind.UNRESOLVED, "lib/shop.war!/pom.xml", "the parent isn't there"),
                                        new Gap(Gap.Kind.MALFORMED, "bad\u001b]0;name.xml", "not XML")))),
                        new ScannerOutcome("go", new Status.Failed("ran out of memory")),
                        new ScannerOutcome("registry", new Status.Skipped("needs the network"))),
                List.of(
                        new Gap(Gap.Kind.UNREADABLE, "secret", "permission denied"),
                        new Gap(Gap.Kind.LIMIT, "bomb.zip", "more than 1000 entries"),
                        new Gap(Gap.Kind.TIMEOUT, "slow", "took longer than 10 s"),
                        new Gap(Gap.Kind.UNSUPPORTED, "old.lock", "version 0")),
                List.of(
                        new DataSource(
                                "osv/npm",
                                Instant.parse("2026-11-21T00:00:00Z"),
                                Instant.parse("2026-11-22T00:00:00Z"),
                                20_000),
                        new DataSource("starter", null, null, 150)),
                List.of("no advisories for hex", "osv/npm could not be refreshed"));
    }

    private static Decision decision(Finding critical, Finding medium) {
        var active = new Waiver(
                List.of(),
                List.of(medium.fingerprint().hex()),
                List.of("lib/**"),
                List.of("pkg:maven/org.example/crate"),
                "ops@example.org",
                "not reachable [see](x)",
                LocalDate.of(2027, 1, 31),
                ".pomona/waivers.yaml:3");
        var expired = new Waiver(
                List.of("CVE-2026-0001"),
                List.of(),
                List.of(),
                List.of(),
                "dev",
                "later",
                LocalDate.of(2026, 1, 1),
                "w:9");
        var foreign = new Waiver(List.of("CVE-1"), List.of(), List.of(), List.of(), "", "", null, ".trivyignore:1");
        return new Decision(
                ".pomona/policy.yaml",
                Decision.Verdict.VIOLATED,
                List.of(
                        new Violation(
                                "no-critical",
                                Violation.Level.DENY,
                                "nothing critical ships",
                                "security",
                                List.of(critical.fingerprint())),
                        new Violation("fresh-data", Violation.Level.WARN, "data is a day old", "security", List.of())),
                List.of(
                        new AppliedWaiver(active, AppliedWaiver.State.ACTIVE, List.of(medium.fingerprint())),
                        new AppliedWaiver(expired, AppliedWaiver.State.EXPIRED, List.of(critical.fingerprint())),
                        new AppliedWaiver(foreign, AppliedWaiver.State.UNUSED, List.of())));
    }
}
