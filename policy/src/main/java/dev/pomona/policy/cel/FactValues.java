// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.cel;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Relation;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.ScannerOutcome;
import dev.pomona.policy.DataAge;
import dev.pomona.policy.Facts;
import dev.pomona.policy.Surroundings;
import dev.pomona.policy.Surroundings.Check;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Facts as CEL sees them: a map for each variable of [Schema], every field present.
final class FactValues {

    private FactValues() {}

    static Map<String, Object> of(Facts facts) {
        var values = new HashMap<String, Object>();
        values.put("now", facts.asOf());
        Map<String, Object> artifact = Schema.initial("artifact");
        artifact.put("name", facts.artifact());
        artifact.put("components", (long) facts.componentCount());
        values.put("artifact", artifact);
        values.put("completeness", completeness(facts));
        values.put("component", component(facts.component(), facts.manifest()));
        Map<String, Object> finding = finding(facts.finding());
        finding.put("inProduction", isInProduction(facts));
        values.put("finding", finding);
        surroundings(facts.surroundings(), values);
        return values;
    }

    private static boolean isInProduction(Facts facts) {
        Finding finding = facts.finding();
        return finding != null
                && facts.surroundings()
                        .inProduction()
                        .contains(finding.fingerprint().hex());
    }

    private static void surroundings(Surroundings surroundings, Map<String, Object> into) {
        Map<String, Object> environment = Schema.initial("environment");
        environment.put("name", surroundings.environment());
        environment.put("production", surroundings.isProduction());
        environment.put("exposed", surroundings.isExposed());
        into.put("environment", environment);
        Map<String, Object> freshness = Schema.initial("freshness");
        Surroundings.Age image = surroundings.image();
        freshness.put("imageKnown", image.age() != null);
        freshness.put("imageAgeDays", image.age() == null ? 0 : image.age().toDays());
        freshness.put(
                "imageLimitDays", image.limit() == null ? 0 : image.limit().toDays());
        freshness.put("imageTooOld", image.isTooHigh());
        Surroundings.Age uptime = surroundings.uptime();
        freshness.put("uptimeKnown", uptime.age() != null);
        freshness.put("uptimeDays", uptime.age() == null ? 0 : uptime.age().toDays());
        freshness.put(
                "uptimeLimitDays", uptime.limit() == null ? 0 : uptime.limit().toDays());
        freshness.put("uptimeTooLong", uptime.isTooHigh());
        into.put("freshness", freshness);
        Map<String, Object> checks = Schema.initial("checks");
        checks.put("passed", surroundings.checks(Check.State.PASSED));
        checks.put("failed", surroundings.checks(Check.State.FAILED));
        checks.put("stale", surroundings.checks(Check.State.STALE));
        checks.put("missing", surroundings.checks(Check.State.MISSING));
        into.put("checks", checks);
    }

    private static Map<String, Object> completeness(Facts facts) {
        Completeness completeness = facts.completeness();
        Map<String, Object> values = Schema.initial("completeness");
        var counts = new HashMap<Gap.Kind, Long>();
        completeness.allGaps().forEach(gap -> counts.merge(gap.kind(), 1L, Long::sum));
        values.put("complete", completeness.isComplete());
        values.put("gaps", (long) completeness.allGaps().size());
        values.put("dataGaps", completeness.dataGaps());
        values.put("dataAgeDays", DataAge.days(completeness, facts.asOf()));
        values.put("starterOnly", DataAge.isStarterOnly(completeness));
        values.put("failed", count(completeness, ScannerOutcome.Status.Failed.class));
        values.put("skipped", count(completeness, ScannerOutcome.Status.Skipped.class));
        for (Gap.Kind kind : Gap.Kind.values()) {
            values.put(
                    switch (kind) {
                        case UNREADABLE -> "unreadable";
                        case MALFORMED -> "malformed";
                        case UNRESOLVED -> "unresolved";
                        case UNSUPPORTED -> "unsupported";
                        case LIMIT -> "limits";
                        case TIMEOUT -> "timeouts";
                    },
                    counts.getOrDefault(kind, 0L));
        }
        return values;
    }

    private static long count(Completeness completeness, Class<? extends ScannerOutcome.Status> status) {
        return completeness.outcomes().stream()
                .filter(outcome -> status.isInstance(outcome.status()))
                .count();
    }

    private static Map<String, Object> component(@Nullable Component component, String manifest) {
        Map<String, Object> values = Schema.initial("component");
        if (component == null) return values;
        values.put("purl", component.purl().toString());
        values.put("ecosystem", component.purl().type());
        values.put("namespace", orEmpty(component.purl().namespace()));
        values.put("name", component.purl().name());
        values.put("version", orEmpty(component.purl().version()));
        values.put("requirement", orEmpty(component.requirement()));
        values.put("resolved", component.isResolved());
        values.put("direct", component.relation() == Relation.DIRECT);
        values.put("scope", word(component.scope()));
        values.put("licenses", component.licenses());
        values.put("manifest", manifest);
        return values;
    }

    private static Map<String, Object> finding(@Nullable Finding finding) {
        Map<String, Object> values = Schema.initial("finding");
        if (finding == null) return values;
        values.put("rule", finding.rule().value());
        values.put("id", finding.rule().value());
        values.put("fingerprint", finding.fingerprint().hex());
        values.put("severity", (long) finding.severity().rank());
        values.put("confidence", word(finding.confidence()));
        values.put("message", finding.message());
        values.put("path", finding.locations().getFirst().path());
        switch (finding.detail()) {
            case Detail.VulnerableComponent detail -> vulnerability(detail, values);
            case Detail.Secret secret -> secret(secret, values);
        }
        return values;
    }

    private static void secret(Detail.Secret secret, Map<String, Object> values) {
        values.put("kind", "secret");
        values.put("proof", word(secret.proof()));
        values.put(
                "verified",
                secret.verification() == null ? "" : word(secret.verification().status()));
        values.put("present", secret.history() == null || secret.history().isPresent());
    }

    private static void vulnerability(Detail.VulnerableComponent detail, Map<String, Object> values) {
        Vulnerability vulnerability = detail.vulnerability();
        values.put("id", vulnerability.id());
        values.put("aliases", vulnerability.aliases());
        values.put(
                "cwes", vulnerability.weaknesses().stream().map(Long::valueOf).toList());
        values.put("score", vulnerability.score() == null ? 0.0 : vulnerability.score());
        values.put("kev", vulnerability.kev() != null);
        values.put(
                "ransomware", vulnerability.kev() != null && vulnerability.kev().knownRansomware());
        values.put(
                "epss",
                vulnerability.epss() == null ? 0.0 : vulnerability.epss().probability());
        values.put("malware", vulnerability.malware());
        values.put("depth", (long) detail.path().size());
        values.put("fixed", orEmpty(detail.upgrade().fixed()));
        values.put("clean", orEmpty(detail.upgrade().clean()));
        values.put(
                "sources",
                detail.claims().stream().map(Claim::source).distinct().sorted().toList());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
