// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
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
import dev.pomona.model.report.VerdictInputs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Made-up reports, every kind of content in them.
final class Reports {

    static final Instant AS_OF = Instant.parse("2026-11-20T14:03:00Z");

    private static final List<String> TYPES = List.of("npm", "maven", "pypi", "golang", "cargo", "nuget");
    private static final List<String> WORDS = List.of(
            "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "inlet", "juniper", "kelp",
            "linden");
    private static final List<String> FLAWS = List.of(
            "Crafted input runs code in the parser",
            "Path of an archive entry leaves the target folder",
            "Regular expression takes exponential time",
            "Credentials are sent on to another host after a redirect",
            "Prototype of all objects can be changed",
            "Signature of a token is not checked");
    private static final List<String> VECTORS = List.of(
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
            "CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:L/VA:N/SC:N/SI:L/SA:N",
            "AV:N/AC:M/Au:N/C:P/I:P/A:P");
    private static final List<String> LICENSES = List.of("MIT", "Apache-2.0", "BSD-3-Clause", "MPL-2.0 OR MIT");

    private Reports() {}

    /// @param text goes into every place that takes any text
    static Report saying(String text) {
        var purl = Purl.of("npm", null, "n" + text, "1" + text);
        var at = Location.at("web/" + text, 12, 5);
        var component = new Component(
                purl, text, Scope.DEVELOPMENT, Relation.TRANSITIVE, List.of(at), List.of(), List.of(text));
        var vulnerability = new Vulnerability(
                "V" + text,
                List.of(text, "GHSA-x"),
                text,
                Severity.HIGH,
                8.1,
                text,
                List.of(79),
                null,
                null,
                true,
                null,
                List.of(
                        new Reference(text, "https://example.org/" + text), new Reference("web", text),
                        new Reference("web", "javascript:alert(1)"),
                                new Reference("web", "https://example.org/?a=1&b='2'")));
        var finding = new Finding(
                new RuleId("package-vulnerable"),
                Fingerprint.of(List.of(text)),
                Severity.HIGH,
                Confidence.HIGH,
                text + ".",
                List.of(at),
                new Detail.VulnerableComponent(
                        component,
                        vulnerability,
                        List.of(new Claim(text, text, text, List.of(text))),
                        List.of(Purl.of("npm", null, "r" + text, null), Purl.of("npm", text, "d", text), purl),
                        new Upgrade(text, "9" + text)));
        var waiver = new Waiver(List.of(text), List.of(text), List.of(text), List.of(text), text, text, null, text);
        return new Report(
                "a" + text,
                new VerdictInputs(digest(1), text, digest(2), digest(3), text, AS_OF),
                List.of(new Manifest("web/" + text, "kind" + text, purl, List.of(component), List.of())),
                List.of(finding, secret(text, Proof.PROVEN, Severity.CRITICAL)),
                new Completeness(
                        1,
                        2,
                        List.of(
                                new ScannerOutcome("s" + text, new ScannerOutcome.Status.Failed(text)),
                                new ScannerOutcome("t" + text, new ScannerOutcome.Status.Skipped(text)),
                                new ScannerOutcome(
                                        "u" + text,
                                        new ScannerOutcome.Status.Partial(
                                                List.of(new Gap(Gap.Kind.LIMIT, "g" + text, text))))),
                        List.of(),
                        List.of(new DataSource(text, null, null, 1)),
                        List.of("d" + text)),
                new Decision(
                        "p" + text,
                        Decision.Verdict.VIOLATED,
                        List.of(new Violation(
                                text, Violation.Level.DENY, text, "o" + text, List.of(finding.fingerprint()))),
                        List.of(new AppliedWaiver(
                                waiver, AppliedWaiver.State.EXPIRED, List.of(finding.fingerprint())))));
    }

    /// @param findings about how many; some are waived, some exploited, some without a fix
    /// How many secrets there are in a report with findings.
    static final int SECRETS = 2;

    static Report of(String artifact, int findings, int components) {
        var random = new Random(7);
        var manifests = new ArrayList<Manifest>();
        var all = new ArrayList<Component>();
        int perManifest = Math.max(4, components / 9);
        for (int m = 0; all.size() < components; m++) {
            String type = TYPES.get(m % TYPES.size());
            String path = file(type, m);
            var own = new ArrayList<Component>();
            for (int i = 0; i < perManifest && all.size() + own.size() < components; i++) {
                String name = pick(WORDS, random) + "-" + pick(WORDS, random) + (i > 40 ? "-" + i : "");
                var purl = Purl.of(
                        type,
                        type.equals("maven") ? "org." + pick(WORDS, random) : null,
                        name,
                        random.nextInt(9) + "." + random.nextInt(30) + "." + i % 10);
                own.add(new Component(
                        purl,
                        null,
                        Scope.values()[random.nextInt(4) == 0 ? 3 : 0],
                        Relation.values()[random.nextInt(4) == 0 ? 0 : 1],
                        List.of(Location.at(path, 10 + 3 * i, 5)),
                        List.of(),
                        List.of(pick(LICENSES, random))));
            }
            var manifest = new Manifest(
                    path,
                    type + "-lock",
                    Purl.of(type.equals("maven") ? "generic" : type, null, "shop", "1.0"),
                    own,
                    List.of());
            manifests.add(manifest);
            all.addAll(manifest.components());
        }
        var out = new ArrayList<Finding>();
        for (int i = 0; i < findings; i++)
            out.add(finding(i, all.get((int) (Math.pow(random.nextDouble(), 2) * all.size())), random));
        if (findings > 0) {
            out.add(secret("shop", Proof.PROVEN, Severity.CRITICAL));
            out.add(secret("cart", Proof.GENERIC, Severity.MEDIUM));
        }
        var report = new Report(artifact, inputs(), manifests, out, completeness(), pass());
        return new Report(artifact, inputs(), manifests, out, completeness(), decision(report.findings()));
    }

    /// A secret about which everything is known.
    static Finding secret(String text, Proof proof, Severity severity) {
        var commit = new History.Commit("c" + text, "Ana " + text, AS_OF.minusSeconds(86_400));
        return new Finding(
                new RuleId("secret-acme-token"),
                Fingerprint.of(List.of("secret", text, proof.name())),
                severity,
                Confidence.HIGH,
                "an Acme token stands in the open: " + text,
                List.of(new Location("deploy/" + text + ".env", new Region(3, 7, 3, 47))),
                new Detail.Secret(
                        "Acme token " + text,
                        proof,
                        "its checksum is right " + text,
                        "acme_…(36) " + text,
                        "0123456789abcdef".repeat(2),
                        "TOKEN" + text,
                        List.of("base64", text),
                        "Delete it in the settings, then issue a new one. " + text,
                        new Verification(Verification.Status.LIVE, "acme.example accepts it " + text),
                        new History("b" + text, commit, commit, true, false)),
                List.of(new AllowMark(
                        "pomona:allow", List.of(text), null, text, text, Location.at("deploy/" + text, 3, 50))));
    }

    private static Finding finding(int i, Component component, Random random) {
        double score = Math.round(10 * Math.clamp(6.4 + 2 * random.nextGaussian(), 0.1, 10)) / 10.0;
        double probability = Math.clamp(Math.exp(-6 + 2.1 * random.nextGaussian() + (score - 6) / 2), 0.00012, 0.97);
        boolean exploited = probability > 0.12 && random.nextInt(3) > 0;
        String cve = "CVE-202" + random.nextInt(7) + "-" + (10000 + i);
        String ghsa = "GHSA-%04x-%04x-cccc".formatted(random.nextInt(65536), i % 65536);
        String flaw = pick(FLAWS, random);
        String version = component.purl().version();
        String fixed = random.nextInt(7) == 0 ? null : version + "1";
        var vulnerability = new Vulnerability(
                cve,
                List.of(ghsa),
                flaw,
                Severity.ofScore(score),
                score,
                pick(VECTORS, random),
                List.of(20 + random.nextInt(5), 79),
                exploited
                        ? new Kev(cve, LocalDate.of(2026, 2, 3), LocalDate.of(2026, 2, 24), random.nextBoolean())
                        : null,
                random.nextInt(9) == 0 ? null : new Epss(probability, Math.clamp(0.3 + probability, 0, 0.999)),
                false,
                Instant.parse("2026-01-02T03:04:05Z"),
                List.of(
                        new Reference("advisory", "https://example.org/advisories/" + cve),
                        new Reference("fix", "https://example.org/commit/" + i)));
        var root = Purl.of("generic", null, "shop", "1.0");
        var path = component.relation() == Relation.DIRECT
                ? List.of(root, component.purl())
                : List.of(
                        root,
                        Purl.of("npm", null, pick(WORDS, random), "2.1.0"),
                        Purl.of("npm", null, pick(WORDS, random), "0.9.4"),
                        component.purl());
        return new Finding(
                new RuleId("package-vulnerable"),
                Fingerprint.of(List.of(cve, component.purl().toString())),
                vulnerability.severity(),
                Confidence.HIGH,
                "%s %s is affected by %s".formatted(component.purl().name(), version, cve),
                component.locations(),
                new Detail.VulnerableComponent(
                        component,
                        vulnerability,
                        List.of(
                                new Claim(
                                        ghsa,
                                        "ghsa",
                                        ">=0, <" + version + "1",
                                        fixed == null ? List.of() : List.of(fixed)),
                                new Claim(cve, "osv", "listed version " + version, List.of())),
                        path,
                        new Upgrade(fixed, fixed == null || random.nextInt(5) == 0 ? null : version + "9")));
    }

    private static Decision decision(List<Finding> findings) {
        if (findings.isEmpty()) return pass();
        var some = findings.stream().limit(12).map(Finding::fingerprint).toList();
        var waived =
                findings.stream().skip(3).limit(2).map(Finding::fingerprint).toList();
        return new Decision(
                "pomona.yaml",
                Decision.Verdict.VIOLATED,
                List.of(
                        new Violation(
                                "no-exploited",
                                Violation.Level.DENY,
                                "A component with a flaw that is exploited already must not ship.",
                                "security@example.org",
                                some),
                        new Violation(
                                "fresh-data",
                                Violation.Level.INCOMPLETE,
                                "The data of osv/nuget is older than 24 hours.",
                                "platform team",
                                List.of()),
                        new Violation(
                                "licence-known",
                                Violation.Level.WARN,
                                "Every component states its licence.",
                                "legal@example.org",
                                List.of())),
                List.of(
                        new AppliedWaiver(
                                new Waiver(
                                        List.of("CVE-2026-10003"),
                                        List.of(),
                                        List.of("web/**"),
                                        List.of(),
                                        "ana@example.org",
                                        "The parser is never given foreign input",
                                        LocalDate.of(2026, 12, 31),
                                        "pomona-waivers.yaml:3"),
                                AppliedWaiver.State.ACTIVE,
                                waived),
                        new AppliedWaiver(
                                new Waiver(
                                        List.of("CVE-2021-1"),
                                        List.of(),
                                        List.of(),
                                        List.of("pkg:npm/ember"),
                                        "ben@example.org",
                                        "Fixed in the next release",
                                        LocalDate.of(2026, 10, 1),
                                        "pomona-waivers.yaml:9"),
                                AppliedWaiver.State.EXPIRED,
                                findings.stream()
                                        .skip(6)
                                        .limit(1)
                                        .map(Finding::fingerprint)
                                        .toList()),
                        new AppliedWaiver(
                                new Waiver(
                                        List.of("CVE-2020-2"),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        "",
                                        "",
                                        null,
                                        ".trivyignore:1"),
                                AppliedWaiver.State.UNUSED,
                                List.of())));
    }

    static Decision pass() {
        return new Decision("default", Decision.Verdict.PASS, List.of(), List.of());
    }

    static VerdictInputs inputs() {
        return new VerdictInputs(digest(1), "osv-2026-11-20", digest(2), digest(3), "0.1.0", AS_OF);
    }

    private static Completeness completeness() {
        return new Completeness(
                4812,
                93_400_000,
                List.of(
                        new ScannerOutcome(
                                "packages",
                                new ScannerOutcome.Status.Partial(List.of(
                                        new Gap(
                                                Gap.Kind.MALFORMED,
                                                "legacy/package-lock.json",
                                                "The file ends in the middle of an object."),
                                        new Gap(
                                                Gap.Kind.UNRESOLVED,
                                                "server/pom.xml",
                                                "The parent org.example:base:7 is not here.")))),
                        new ScannerOutcome("secrets", new ScannerOutcome.Status.Completed())),
                List.of(new Gap(Gap.Kind.LIMIT, "dist/all.war", "More than 100,000 entries; the rest was left out.")),
                List.of(
                        new DataSource(
                                "osv/npm",
                                Instant.parse("2026-11-20T11:00:00Z"),
                                Instant.parse("2026-11-20T13:40:00Z"),
                                214_303),
                        new DataSource(
                                "osv/nuget",
                                Instant.parse("2026-11-16T11:00:00Z"),
                                Instant.parse("2026-11-17T13:40:00Z"),
                                9_120),
                        new DataSource(
                                "kev",
                                Instant.parse("2026-11-19T00:00:00Z"),
                                Instant.parse("2026-11-20T13:41:00Z"),
                                1_480),
                        new DataSource("starter", null, null, 12)),
                List.of("The data of osv/nuget is 3 days old."));
    }

    private static String file(String type, int m) {
        return (m % 2 == 0 ? "web" : "server") + "/m" + m + "/"
                + switch (type) {
                    case "npm" -> "package-lock.json";
                    case "maven" -> "pom.xml";
                    case "pypi" -> "poetry.lock";
                    case "golang" -> "go.mod";
                    case "cargo" -> "Cargo.lock";
                    default -> "packages.lock.json";
                };
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static Digest digest(int first) {
        return new Digest(Digest.Algorithm.SHA256, ("%02x".formatted(first)).repeat(32));
    }
}
