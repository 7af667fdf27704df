// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.formats.json.DecisionWriter;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.delivery.WebhookStore;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.identity.TokenStore;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;

/// What happened in the made-up organisation: verdicts, answers to advisories, what people did, and two months that
/// lead to how it stands today.
final class SeededHistory {

    private static final Instant NOW = SeededEstate.NOW;
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    private static final int DAYS = 60;

    /// What lets others in, in the address of a webhook.
    static final String WEBHOOK_SECRET = "T024BE7LD-B024BE7LH";

    private final Tx tx;
    private final UnaryOperator<String> text;

    SeededHistory(Tx tx, UnaryOperator<String> text) {
        this.tx = tx;
        this.text = text;
    }

    void decisions(List<Long> artifacts) {
        for (int i = 0; i < artifacts.size(); i++) {
            for (String environment : List.of("staging", "production")) {
                Decision.Verdict verdict = Decision.Verdict.values()[(i + environment.length()) % 3];
                tx.update(
                        """
                        insert into decision (tenant_id, artifact_id, environment_id, verdict, decision, circumstances,
                            input_digest, snapshot_id, rules_digest, engine, as_of)
                        select current_tenant(), ?, e.id, ?, ?, '{}', 'd', 's', 'none', '1', ? from environment e
                        where e.key = ?
                        """,
                        artifacts.get(i),
                        verdict.name(),
                        DecisionWriter.write(new Decision("default", verdict, violations(verdict), List.of())),
                        NOW.minus(Duration.ofHours(i)),
                        environment);
            }
        }
    }

    private List<Violation> violations(Decision.Verdict verdict) {
        if (verdict == Decision.Verdict.PASS) return List.of();
        return List.of(
                new Violation(
                        "known-exploited",
                        verdict == Decision.Verdict.VIOLATED ? Violation.Level.DENY : Violation.Level.INCOMPLETE,
                        text.apply("attackers are known to use this vulnerability"),
                        text.apply("security@example.org"),
                        List.of()),
                new Violation("old-data", Violation.Level.WARN, "data is 8 days old", "ops", List.of()));
    }

    void answers() {
        for (SeededFlaw flaw : SeededFlaw.ALL.subList(0, 6)) {
            int i = flaw.number() - 1;
            Instant known = NOW.minus(Duration.ofHours(i * 7L + 1));
            long pace = 1 + (i * 37L) % 11;
            tx.update(
                    """
                    insert into time_to_answer (tenant_id, vulnerability, snapshot_id, published_at, modified_at, known_at,
                        listed_at, decided_at, delivered_at, packages, versions, artifacts, deployments, decisions,
                        severity, due_at)
                    values (current_tenant(), ?, 's', ?, ?, ?, ?, ?, ?, 1, 3, ?, ?, ?, 5, ?)
                    """,
                    flaw.id(),
                    known.minus(Duration.ofMinutes(12)),
                    known,
                    known,
                    known.plusMillis(120 * pace),
                    known.plusMillis(420 * pace),
                    i == 0 ? null : known.plusMillis(900 * pace * (i == 3 ? 40 : 1)),
                    3 + i,
                    5 + i * 2,
                    4 + i,
                    known.plus(Duration.ofMinutes(5)));
        }
    }

    void people() {
        var audit = new AuditStore(tx);
        audit.add("person:admin", "logged-in", "person admin", "{}", NOW.minus(Duration.ofHours(3)), byte[]::clone);
        audit.add(
                text.apply("person:ada"),
                "finding-triaged",
                text.apply("finding 17"),
                "{\"rule\":\"CVE-2026-0001\",\"project\":\"checkout\",\"state\":\"CONFIRMED\"}",
                NOW.minus(Duration.ofHours(2)),
                byte[]::clone);
        audit.add(
                "token:1 ci",
                "document-pushed",
                text.apply("registry.example.org/acme/checkout"),
                "{}",
                NOW.minus(Duration.ofHours(1)),
                byte[]::clone);
        new WebhookStore(tx)
                .add(
                        "https://chat.example.org/services/" + WEBHOOK_SECRET,
                        List.of("verdict", "vulnerability"),
                        new byte[] {1},
                        text.apply("person:admin"),
                        NOW.minus(Duration.ofDays(4)));
        new TokenStore(tx)
                .add(
                        text.apply("build of checkout"),
                        new byte[] {1},
                        List.of("push", "read"),
                        "checkout",
                        null,
                        NOW.minus(Duration.ofDays(3)),
                        text.apply("person:admin"),
                        null,
                        NOW.plus(Duration.ofDays(87)));
    }

    /// Counts today, and makes the days before so that they lead to it.
    void days() {
        new Tallies(tx).count(NOW);
        new FreshnessStore(tx).keepDay(TODAY, NOW);
        for (int i = DAYS; i > 0; i--) {
            tally(i);
            freshness(i);
        }
    }

    /// More was open, and it went down, with a wave in it.
    private void tally(int ago) {
        double more = 1 + ago / 55.0 + 0.14 * Math.sin(ago / 5.0) * Math.min(1, ago / 8.0);
        int weekday = TODAY.minusDays(ago).getDayOfWeek().getValue();
        tx.update(
                """
                insert into tally_day (tenant_id, day, s5, s4, s3, s2, s1, s0, exploited, late, opened, closed, counted_at)
                select tenant_id, ?, round(s5 * ?::float8), round(s4 * ?::float8), round(s3 * ?::float8), s2, s1, s0,
                    exploited, round(late * ?::float8), ?, ?, ?
                from tally_day where day = ?
                """,
                TODAY.minusDays(ago),
                more,
                1 + ago / 40.0,
                1 + ago / 90.0,
                0.35 + 0.65 * (1 - ago / 60.0) + 0.25 * Math.sin(ago / 6.0) * Math.min(1, ago / 8.0),
                weekday > 5 ? ago % 2 : 3 + (ago * 7) % 6,
                weekday > 5 ? 0 : 2 + (ago * 5) % 8,
                NOW.minus(Duration.ofDays(ago)),
                TODAY);
    }

    private void freshness(int ago) {
        tx.update("""
                insert into freshness_day (tenant_id, day, environment_id, thing, measure, counted_at, things, buckets,
                    median_seconds, p90_seconds, longest_seconds, over_limit)
                select tenant_id, ?, environment_id, thing, measure, ?, things, buckets,
                    round(median_seconds * ?::float8), round(p90_seconds * ?::float8), longest_seconds, over_limit
                from freshness_day where day = ?
                """, TODAY.minusDays(ago), NOW.minus(Duration.ofDays(ago)), 1 + ago / 50.0, 1 + ago / 70.0, TODAY);
    }
}
