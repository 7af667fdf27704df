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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reports full of unlikely values, the same for the same seed.
public final class RandomReports {

    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        "\"",
        "\\",
        "/",
        "<",
        "{",
        "[",
        "]",
        "\n",
        "\r",
        "\t",
        "\u0000",
        "\u001b[31m",
        "\u007f",
        "\u0085",
        "\u009b",
        "\u2028",
        "\u2029",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\u00e9",
        "\u4e2d",
        "\ud83c\udf4e",
        "\ud800",
        "\udc00",
        "../",
        "%2e",
        "!/",
        "::set-output",
        "&amp;"
    };

    private final Random random;

    private RandomReports(long seed) {
        this.random = new Random(seed);
    }

    public static Report of(long seed) {
        return new RandomReports(seed).report();
    }

    private Report report() {
        return new Report(
                text(),
                new VerdictInputs(digest(), text(), digest(), digest(), text(), instant()),
                list(3, this::manifest),
                list(4, this::finding),
                completeness(),
                decision());
    }

    private Manifest manifest() {
        var components = list(8, this::component);
        Purl root = orNull(this::purl);
        var ends = new ArrayList<>(components.stream().map(Component::purl).toList());
        if (root != null) ends.add(root);
        ends.add(purl());
        var edges = list(10, () -> new Dependency(pick(ends), pick(ends)));
        return new Manifest(text(), text(), root, components, edges);
    }

    private Component component() {
        return new Component(
                purl(),
                orNull(this::text),
                pick(Scope.values()),
                pick(Relation.values()),
                some(3, this::location),
                list(2, this::digest),
                list(2, this::text));
    }

    private Finding finding() {
        return new Finding(
                new RuleId("rule-" + random.nextInt(5)),
                fingerprint(),
                pick(Severity.values()),
                pick(Confidence.values()),
                text(),
                some(2, this::location),
                random.nextInt(3) == 0 ? secret() : vulnerable(),
                list(2, this::mark));
    }

    private AllowMark mark() {
        return new AllowMark(text(), list(2, this::text), orNull(this::date), text(), text(), location());
    }

    private Detail secret() {
        return new Detail.Secret(
                text(),
                pick(Proof.values()),
                text(),
                text(),
                orNull(() -> fingerprint().hex()),
                orNull(this::text),
                list(2, this::text),
                text(),
                orNull(() -> new Verification(pick(Verification.Status.values()), text())),
                orNull(() -> new History(text(), commit(), commit(), random.nextBoolean(), random.nextBoolean())));
    }

    private History.Commit commit() {
        return new History.Commit(text(), text(), instant());
    }

    private Detail vulnerable() {
        return new Detail.VulnerableComponent(
                component(),
                vulnerability(),
                some(3, () -> new Claim(text(), text(), text(), list(2, this::text))),
                list(3, this::purl),
                new Upgrade(orNull(this::text), orNull(this::text)));
    }

    private Vulnerability vulnerability() {
        return new Vulnerability(
                text(),
                list(3, this::text),
                text(),
                pick(Severity.values()),
                orNull(random::nextDouble),
                orNull(this::text),
                list(3, () -> random.nextInt(2000)),
                orNull(() -> new Kev(text(), date(), orNull(this::date), random.nextBoolean())),
                orNull(() -> new Epss(random.nextDouble(), random.nextDouble())),
                random.nextBoolean(),
                orNull(this::instant),
                list(2, () -> new Reference(text(), text())));
    }

    private Completeness completeness() {
        return new Completeness(
                random.nextLong(Long.MAX_VALUE),
                random.nextLong(Long.MAX_VALUE),
                list(4, () -> new ScannerOutcome(text(), status())),
                list(3, this::gap),
                list(3, () -> new DataSource(text(), orNull(this::instant), orNull(this::instant), random.nextInt())),
                list(2, this::text));
    }

    private Status status() {
        return switch (random.nextInt(4)) {
            case 0 -> new Status.Completed();
            case 1 -> new Status.Partial(list(3, this::gap));
            case 2 -> new Status.Failed(text());
            default -> new Status.Skipped(text());
        };
    }

    private Gap gap() {
        return new Gap(pick(Gap.Kind.values()), text(), text());
    }

    private Decision decision() {
        return new Decision(
                text(),
                pick(Decision.Verdict.values()),
                list(
                        3,
                        () -> new Violation(
                                text(), pick(Violation.Level.values()), text(), text(), list(2, this::fingerprint))),
                list(
                        3,
                        () -> new AppliedWaiver(
                                waiver(), pick(AppliedWaiver.State.values()), list(2, this::fingerprint))));
    }

    private Waiver waiver() {
        return new Waiver(
                some(2, this::text),
                list(2, this::text),
                list(2, this::text),
                list(2, this::text),
                text(),
                text(),
                orNull(this::date),
                text());
    }

    private Location location() {
        if (random.nextBoolean()) return Location.of(text());
        int line = 1 + random.nextInt(99);
        int column = 1 + random.nextInt(99);
        if (random.nextBoolean()) return Location.at(text(), line, column);
        return new Location(text(), new Region(line, column, line + random.nextInt(2), 1 + random.nextInt(200)));
    }

    private Purl purl() {
        String name = "n" + random.nextInt(6) + text().replaceAll("[\ud800-\udfff]|/", "");
        return new Purl(
                "generic",
                random.nextInt(4) == 0 ? "space" : null,
                name,
                random.nextInt(4) == 0 ? null : "1." + random.nextInt(9),
                random.nextInt(5) == 0 ? Map.of("os", "linux") : Map.of(),
                null);
    }

    private Digest digest() {
        var algorithm = pick(Digest.Algorithm.values());
        byte[] bytes = new byte[algorithm.bytes()];
        random.nextBytes(bytes);
        return Digest.of(algorithm, bytes);
    }

    private Fingerprint fingerprint() {
        return Fingerprint.of(List.of(Integer.toString(random.nextInt(50))));
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    }

    private LocalDate date() {
        return LocalDate.ofEpochDay(random.nextInt(40_000));
    }

    private String text() {
        var out = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) out.append(PIECES[random.nextInt(PIECES.length)]);
        return out.toString();
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextInt(3) == 0 ? null : value.get();
    }

    private <T> List<T> some(int most, Supplier<T> element) {
        var list = new ArrayList<T>();
        for (int i = random.nextInt(most); i >= 0; i--) list.add(element.get());
        return list;
    }

    private <T> List<T> list(int most, Supplier<T> element) {
        var list = new ArrayList<T>();
        for (int i = random.nextInt(most + 1); i > 0; i--) list.add(element.get());
        return list;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }
}
