// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.formats.json.FindingWriter;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.component.Location;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.RuleId;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// What is wrong with what the made-up organisation has, and what its people decided about it.
final class SeededFindings {

    private static final Instant NOW = SeededEstate.NOW;
    private static final List<String> STATES = List.of("OPEN", "OPEN", "OPEN", "IN_TRIAGE", "CONFIRMED", "ACCEPTED");

    private final Tx tx;
    private final UnaryOperator<String> text;
    private final Random random;

    SeededFindings(Tx tx, UnaryOperator<String> text, Random random) {
        this.tx = tx;
        this.text = text;
        this.random = random;
    }

    void vulnerabilities(List<Long> artifacts, List<Long> components) {
        int n = 0;
        for (long artifact : artifacts) {
            for (int i = 0; i < components.size(); i++) {
                if ((n + i) % 3 != 2) vulnerability(artifact, components.get(i), SeededFlaw.ALL.get(i), n + i);
            }
            n++;
        }
        tx.update("""
                update finding set known_to = ?, valid_to = ?, closed_because = 'the component is not in the artifact any more'
                where id in (select id from finding order by id desc limit 5)
                """, NOW.minus(Duration.ofHours(2)), NOW.minus(Duration.ofHours(3)));
    }

    private void vulnerability(long artifact, long component, SeededFlaw flaw, int n) {
        Instant known = NOW.minus(Duration.ofHours(1L + random.nextInt(400)));
        Instant began = known.minus(Duration.ofHours(2L + random.nextInt(90)));
        long finding = tx.one(
                """
                insert into finding (tenant_id, artifact_id, project_id, component_id, kind, rule, fingerprint, severity,
                    score, epss, is_exploited, title, location, fixed, valid_from, known_from, state, state_reason, assignee)
                select current_tenant(), a.id, a.project_id, o.component_id, 'VULNERABILITY', ?, fingerprint('component', ?, ?, o.manifest), ?::int,
                    ?::float8, ?::float8, ?, ?, ?, ?, ?, ?, ?, ?, ?
                from artifact a join occurrence o on o.artifact_id = a.id where a.id = ? and o.component_id = ?
                returning id
                """,
                row -> row.number("id"),
                flaw.id(),
                flaw.id(),
                flaw.coordinates(),
                flaw.severity(),
                flaw.score(),
                flaw.epss(),
                flaw.isExploited(),
                text.apply(flaw.title()),
                text.apply(SeededInventory.MANIFEST + ":12"),
                flaw.fixed(),
                began,
                known,
                STATES.get(n % STATES.size()),
                text.apply("looked at it with the team"),
                n % 4 == 0 ? text.apply("person:admin") : null,
                artifact,
                component);
        event(finding, "OPENED", "pomona", "{\"severity\": %d}".formatted(flaw.severity()), began, known);
        Instant said = known.plus(Duration.between(known, NOW).dividedBy(2));
        event(finding, "COMMENTED", text.apply("person:ada"), comment("we call this only in tests"), said, said);
    }

    private String comment(String words) {
        return "{\"comment\": \"%s\"}"
                .formatted(
                        text.apply(words).replace("\\", "").replace("\"", "'").replaceAll("\\p{Cntrl}", " "));
    }

    private void event(long finding, String type, String actor, String detail, Instant validAt, Instant knownAt) {
        tx.update("""
                insert into finding_event (tenant_id, finding_id, valid_at, known_at, actor, type, detail)
                values (current_tenant(), ?, ?, ?, ?, ?, ?::jsonb)
                """, finding, validAt, knownAt, actor, type, detail);
    }

    /// A waiver that holds, and a risk that nobody signed yet.
    void acceptances() {
        String fingerprint =
                tx.one("select encode(fingerprint, 'hex') as f from finding order by id limit 1", row -> row.text("f"));
        for (var kind : AcceptanceStore.Kind.values()) {
            new AcceptanceStore(tx)
                    .add(
                            new AcceptanceStore.Terms(
                                    kind,
                                    fingerprint,
                                    null,
                                    "production",
                                    text.apply("Grace, head of shop"),
                                    text.apply("the fixed version breaks the till; the proxy filters such headers"),
                                    kind == AcceptanceStore.Kind.RISK
                                            ? LocalDate.of(2026, 4, 1)
                                            : LocalDate.of(2026, 3, 9)),
                            "person:ada",
                            null,
                            NOW);
        }
    }

    void secret(long artifact) {
        var finding = new Finding(
                new RuleId("github-personal-access-token"),
                new Fingerprint("ab".repeat(16)),
                Severity.CRITICAL,
                Confidence.HIGH,
                text.apply("a GitHub token stands in the file"),
                List.of(Location.at(text.apply("deploy/values.yaml"), 3, 9)),
                new Detail.Secret(
                        "GitHub personal access token",
                        Proof.values()[0],
                        text.apply("its checksum is right"),
                        "ghp_… (40 characters)",
                        null,
                        text.apply("GITHUB_TOKEN"),
                        List.of(),
                        "Revoke it in the settings of the account, then keep it in a vault.",
                        null,
                        null));
        tx.update(
                """
                insert into finding (tenant_id, artifact_id, project_id, kind, rule, fingerprint, severity, title, location,
                    detail, valid_from, known_from)
                select current_tenant(), id, project_id, 'SECRET', ?, decode(?, 'hex'), 5, ?, ?, ?::jsonb, ?, ?
                from artifact where id = ?
                """,
                finding.rule().toString(),
                finding.fingerprint().hex(),
                finding.message(),
                text.apply("deploy/values.yaml:3"),
                FindingWriter.write(finding),
                NOW.minus(Duration.ofDays(2)),
                NOW.minus(Duration.ofDays(1)),
                artifact);
    }
}
