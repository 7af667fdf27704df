// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.formats.json.DecisionWriter;
import dev.pomona.formats.json.FindingWriter;
import dev.pomona.formats.json.MatchWriter;
import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Location;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.RuleId;
import dev.pomona.model.finding.Upgrade;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.identity.TokenStore;
import dev.pomona.store.judgement.AcceptanceStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A small organisation with something of everything, so that no page is empty.
final class SeededEstate {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String VULNERABILITY = "CVE-2026-0001";

    private static final List<String> PROJECTS =
            List.of("checkout", "catalogue", "payments", "identity", "search", "warehouse", "newsletter", "reports");
    private static final List<String> PACKAGES = List.of(
            "left-pad", "@acme/forms", "express", "lodash", "minimist", "ws", "json5", "semver", "tar", "undici");
    private static final List<String> STATES = List.of("OPEN", "OPEN", "OPEN", "IN_TRIAGE", "CONFIRMED", "ACCEPTED");

    private final Database database;
    private final UnaryOperator<String> text;
    private final Random random = new Random(7);

    private SeededEstate(Database database, UnaryOperator<String> text) {
        this.database = database;
        this.text = text;
    }

    /// @param text what becomes of each text that could come from outside
    static TenantId make(Database database, UnaryOperator<String> text) {
        TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));
        var seeded = new SeededEstate(database, text);
        database.runInTenant(tenant, seeded::fill);
        return tenant;
    }

    private void fill(Tx tx) {
        var environments = new EnvironmentStore(tx);
        environments.set(new Environment(
                "staging", text.apply("Staging"), false, false, 1, Duration.ofDays(30), Duration.ofDays(60)));
        environments.set(new Environment(
                "production", text.apply("Production"), true, true, 2, Duration.ofDays(14), Duration.ofDays(30)));
        List<Long> components = components(tx);
        List<Long> artifacts = artifacts(tx, components);
        hosts(tx, artifacts);
        findings(tx, artifacts, components);
        secrets(tx, artifacts.getFirst());
        new UrgencyStore(tx)
                .setLevels(
                        List.of(
                                new UrgencyStore.Level(5, null, 7),
                                new UrgencyStore.Level(4, null, 30),
                                new UrgencyStore.Level(5, "production", 3)),
                        "person:admin",
                        NOW);
        new UrgencyStore(tx).refresh(artifacts, NOW);
        decisions(tx, artifacts);
        answers(tx);
        people(tx);
        history(tx);
        new Tallies(tx).count(NOW);
        new FreshnessStore(tx).keepDay(LocalDate.ofInstant(NOW, ZoneOffset.UTC), NOW);
    }

    private List<Long> components(Tx tx) {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < PACKAGES.size(); i++) {
            String name = PACKAGES.get(i);
            int slash = name.indexOf('/');
            String namespace = slash < 0 ? "" : name.substring(0, slash);
            String bare = name.substring(slash + 1);
            long packageId = tx.one(
                    "insert into package (tenant_id, type, namespace, name) values (current_tenant(), 'npm', ?, ?) returning id",
                    row -> row.number("id"),
                    namespace,
                    bare);
            String coordinates = "pkg:npm/" + (namespace.isEmpty() ? "" : "%40acme/") + bare;
            long component = tx.one(
                    """
                    insert into component (tenant_id, package_id, version, purl, coordinates)
                    values (current_tenant(), ?, ?, ?, ?) returning id
                    """,
                    row -> row.number("id"),
                    packageId,
                    "1." + i + ".0",
                    coordinates + "@1." + i + ".0",
                    coordinates);
            ids.add(component);
            match(tx, component, i);
        }
        return ids;
    }

    private static String id(int i) {
        return "CVE-2026-%04d".formatted(i + 1);
    }

    private static int severity(int i) {
        return 5 - i % 4;
    }

    private void match(Tx tx, long component, int i) {
        boolean isExploited = i % 5 == 0;
        var vulnerability = new Vulnerability(
                id(i),
                List.of("GHSA-%04d-aaaa-bbbb".formatted(i)),
                text.apply(PACKAGES.get(i) + " runs what a stranger sends when it parses a long header"),
                Severity.values()[severity(i)],
                9.8 - i * 0.4,
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                List.of(79, 502),
                isExploited ? new Kev(id(i), LocalDate.of(2026, 2, 20), LocalDate.of(2026, 3, 13), true) : null,
                new Epss(0.9 / (i + 1), 0.99 - i * 0.05),
                false,
                NOW.minus(Duration.ofDays(20)),
                List.of(
                        new Reference("ADVISORY", "https://example.org/advisories/" + id(i)),
                        new Reference("WEB", text.apply("https://example.org/post"))));
        String detail = MatchWriter.write(
                vulnerability,
                List.of(new Claim(
                        text.apply("GHSA-%04d-aaaa-bbbb".formatted(i)), "osv/npm", "<2.0.0", List.of("2.0.0"))),
                new Upgrade("2.0.0", "2.1.0"));
        tx.update(
                """
                insert into component_match (tenant_id, component_id, vulnerability, aliases, summary, severity, score, epss,
                    is_exploited, is_malware, fixed, clean, published_at, detail, known_from)
                values (current_tenant(), ?, ?, ?, ?, ?::int, ?::float8, ?::float8, ?, false, '2.0.0', '2.1.0', ?, ?::jsonb, ?)
                """,
                component,
                id(i),
                vulnerability.aliases(),
                vulnerability.summary(),
                severity(i),
                vulnerability.score(),
                0.9 / (i + 1),
                isExploited,
                NOW.minus(Duration.ofDays(20)),
                detail,
                NOW.minus(Duration.ofDays(19)));
    }

    private List<Long> artifacts(Tx tx, List<Long> components) {
        long team = tx.one(
                "insert into team (tenant_id, key, name) values (current_tenant(), 'shop', ?) returning id",
                row -> row.number("id"),
                text.apply("Shop"));
        var ids = new ArrayList<Long>();
        for (String project : PROJECTS) {
            long projectId = tx.one(
                    """
                    insert into project (tenant_id, team_id, key, name, repository, created_at)
                    values (current_tenant(), ?, ?, ?, ?, ?) returning id
                    """,
                    row -> row.number("id"),
                    team,
                    project,
                    text.apply(project.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + project.substring(1)),
                    "https://git.example.org/acme/" + project,
                    NOW.minus(Duration.ofDays(300)));
            tx.update("""
                    insert into ownership (tenant_id, project_id, position, pattern, owners, source)
                    values (current_tenant(), ?, 0, '*', ?, 'CODEOWNERS')
                    """, projectId, List.of(text.apply("@acme/" + project)));
            for (int version = 1; version <= 2; version++)
                ids.add(artifact(tx, projectId, project, version, components));
        }
        return ids;
    }

    private long artifact(Tx tx, long project, String name, int version, List<Long> components) {
        byte[] digest = new byte[32];
        random.nextBytes(digest);
        long id = tx.one(
                """
                insert into artifact (tenant_id, project_id, kind, name, version, digest, built_at, base_name, base_digest,
                    base_built_at, first_seen, last_seen, components, document_digest, rules_digest)
                values (current_tenant(), ?, 'image', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'd', 'none') returning id
                """,
                row -> row.number("id"),
                project,
                text.apply("registry.example.org/acme/" + name),
                text.apply("2." + version + ".0"),
                "sha256:" + HexFormat.of().formatHex(digest),
                NOW.minus(Duration.ofDays(10 - version)),
                text.apply("debian:12-slim"),
                "sha256:" + "b".repeat(64),
                NOW.minus(Duration.ofDays(10L + random.nextInt(60))),
                NOW.minus(Duration.ofDays(9)),
                NOW.minus(Duration.ofHours(random.nextInt(100))),
                components.size());
        for (long component : components) {
            tx.update("""
                    insert into occurrence (tenant_id, artifact_id, component_id, scope, is_direct, manifest, line)
                    values (current_tenant(), ?, ?, 'RUNTIME', ?, ?, 12)
                    """, id, component, component % 2 == 0, text.apply("app/package-lock.json"));
        }
        return id;
    }

    private void hosts(Tx tx, List<Long> artifacts) {
        long account = tx.one("""
                insert into cloud_account (tenant_id, provider, key, name) values (current_tenant(), 'aws', ?, 'Main')
                returning id
                """, row -> row.number("id"), text.apply("4711"));
        long cluster = tx.one(
                "insert into cluster (tenant_id, account_id, key) values (current_tenant(), ?, ?) returning id",
                row -> row.number("id"),
                account,
                text.apply("blue"));
        for (int i = 0; i < 24; i++) {
            String environment = i % 3 == 0 ? "staging" : "production";
            long host = tx.one(
                    """
                    insert into host (tenant_id, environment_id, account_id, cluster_id, key, booted_at, image_name,
                        image_digest, image_built_at, first_seen, last_seen, reported_at)
                    select current_tenant(), e.id, ?, ?, ?, ?, ?, 'sha256:c', ?, ?, ?, ? from environment e where e.key = ?
                    returning id
                    """,
                    row -> row.number("id"),
                    account,
                    cluster,
                    text.apply("node-%02d.eu.example.org".formatted(i)),
                    NOW.minus(Duration.ofHours(5L + (long) i * i * 9)),
                    text.apply("golden-debian-2026.02"),
                    NOW.minus(Duration.ofDays(3L + i * 4)),
                    NOW.minus(Duration.ofDays(200)),
                    NOW,
                    NOW,
                    environment);
            tx.update(
                    """
                    insert into deployment (tenant_id, artifact_id, environment_id, account_id, cluster_id, host_id, workload,
                        instance, since, source, reported_at, known_from)
                    select current_tenant(), ?, e.id, ?, ?, ?, ?, ?, ?, 'agent', ?, ? from environment e where e.key = ?
                    """,
                    artifacts.get(i % artifacts.size()),
                    account,
                    cluster,
                    host,
                    text.apply("web-" + i),
                    text.apply("pod-" + i),
                    NOW.minus(Duration.ofHours(3L + i * 11)),
                    NOW.minus(Duration.ofMinutes(4)),
                    NOW.minus(Duration.ofHours(2L + i * 11)),
                    environment);
        }
    }

    private void findings(Tx tx, List<Long> artifacts, List<Long> components) {
        int n = 0;
        for (long artifact : artifacts) {
            for (int i = 0; i < components.size(); i++) {
                if ((n + i) % 3 == 2) continue;
                long finding = tx.one(
                        """
                        insert into finding (tenant_id, artifact_id, project_id, component_id, kind, rule, fingerprint, severity, score,
                            epss, is_exploited, title, location, fixed, valid_from, known_from, state, state_reason, assignee)
                        values (current_tenant(), ?, (select project_id from artifact where id = ?), ?, 'VULNERABILITY', ?, fingerprint(?, ?), ?::int, ?::float8, ?::float8,
                            ?, ?, ?, '2.0.0', ?, ?, ?, ?, ?)
                        returning id
                        """,
                        row -> row.number("id"),
                        artifact,
                        artifact,
                        components.get(i),
                        id(i),
                        Long.toString(artifact),
                        id(i),
                        severity(i),
                        9.8 - i * 0.4,
                        0.9 / (i + 1),
                        i % 5 == 0,
                        text.apply(PACKAGES.get(i) + " runs what a stranger sends when it parses a long header"),
                        text.apply("app/package-lock.json:12"),
                        NOW.minus(Duration.ofDays(20)),
                        NOW.minus(Duration.ofHours(1L + random.nextInt(400))),
                        STATES.get((n + i) % STATES.size()),
                        text.apply("looked at it with the team"),
                        i % 4 == 0 ? text.apply("person:admin") : null);
                event(tx, finding, "OPENED", "pomona", "{\"severity\": 5}", 19);
                event(tx, finding, "COMMENTED", text.apply("person:ada"), comment("we call this only in tests"), 10);
            }
            n++;
        }
        tx.update("""
                update finding set known_to = ?, valid_to = ?, closed_because = 'the component is not in the artifact any more'
                where id in (select id from finding order by id desc limit 5)
                """, NOW.minus(Duration.ofHours(2)), NOW.minus(Duration.ofHours(3)));
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
                                    LocalDate.of(2026, 4, 1)),
                            "person:ada",
                            NOW);
        }
    }

    private String comment(String words) {
        return "{\"comment\": \"%s\"}"
                .formatted(
                        text.apply(words).replace("\\", "").replace("\"", "'").replaceAll("\\p{Cntrl}", " "));
    }

    private void event(Tx tx, long finding, String type, String actor, String detail, int daysAgo) {
        tx.update(
                """
                insert into finding_event (tenant_id, finding_id, valid_at, known_at, actor, type, detail)
                values (current_tenant(), ?, ?, ?, ?, ?, ?::jsonb)
                """,
                finding,
                NOW.minus(Duration.ofDays(daysAgo + 1)),
                NOW.minus(Duration.ofDays(daysAgo)),
                actor,
                type,
                detail);
    }

    private void secrets(Tx tx, long artifact) {
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
                values (current_tenant(), ?, (select project_id from artifact where id = ?), 'SECRET', ?, decode(?, 'hex'), 5, ?, ?, ?::jsonb, ?, ?)
                """,
                artifact,
                artifact,
                finding.rule().toString(),
                finding.fingerprint().hex(),
                finding.message(),
                text.apply("deploy/values.yaml:3"),
                FindingWriter.write(finding),
                NOW.minus(Duration.ofDays(2)),
                NOW.minus(Duration.ofDays(1)));
    }

    private void decisions(Tx tx, List<Long> artifacts) {
        for (int i = 0; i < artifacts.size(); i++) {
            for (String environment : List.of("staging", "production")) {
                Decision.Verdict verdict = Decision.Verdict.values()[(i + environment.length()) % 3];
                var violations = verdict == Decision.Verdict.PASS
                        ? List.<Violation>of()
                        : List.of(
                                new Violation(
                                        "known-exploited",
                                        verdict == Decision.Verdict.VIOLATED
                                                ? Violation.Level.DENY
                                                : Violation.Level.INCOMPLETE,
                                        text.apply("attackers are known to use this vulnerability"),
                                        text.apply("security@example.org"),
                                        List.of()),
                                new Violation(
                                        "old-data", Violation.Level.WARN, "data is 8 days old", "ops", List.of()));
                tx.update(
                        """
                        insert into decision (tenant_id, artifact_id, environment_id, verdict, decision, circumstances,
                            input_digest, snapshot_id, rules_digest, engine, as_of)
                        select current_tenant(), ?, e.id, ?, ?, '{}', 'd', 's', 'none', '1', ? from environment e
                        where e.key = ?
                        """,
                        artifacts.get(i),
                        verdict.name(),
                        DecisionWriter.write(new Decision("default", verdict, violations, List.of())),
                        NOW.minus(Duration.ofHours(i)),
                        environment);
            }
        }
    }

    private void answers(Tx tx) {
        for (int i = 0; i < 6; i++) {
            Instant known = NOW.minus(Duration.ofHours(i * 7L + 1));
            tx.update(
                    """
                    insert into time_to_answer (tenant_id, vulnerability, snapshot_id, published_at, modified_at, known_at,
                        listed_at, decided_at, delivered_at, packages, versions, artifacts, deployments, decisions)
                    values (current_tenant(), ?, 's', ?, ?, ?, ?, ?, ?, 1, 3, ?, ?, ?)
                    """,
                    id(i),
                    known.minus(Duration.ofMinutes(12)),
                    known,
                    known,
                    known.plusMillis(420),
                    known.plusMillis(1370),
                    i == 0 ? null : known.plusMillis(2900),
                    3 + i,
                    5 + i * 2,
                    4 + i);
        }
    }

    private void people(Tx tx) {
        var audit = new AuditStore(tx);
        audit.add("person:admin", "logged-in", "person:admin", "{}", NOW.minus(Duration.ofHours(3)), byte[]::clone);
        audit.add(
                text.apply("person:ada"),
                "finding-triaged",
                text.apply("finding:17"),
                "{\"state\":\"CONFIRMED\"}",
                NOW.minus(Duration.ofHours(2)),
                byte[]::clone);
        audit.add(
                "token:1 ci",
                "document-pushed",
                text.apply("registry.example.org/acme/checkout"),
                "{}",
                NOW.minus(Duration.ofHours(1)),
                byte[]::clone);
        new TokenStore(tx)
                .add(
                        text.apply("build of checkout"),
                        new byte[] {1},
                        List.of("push", "read"),
                        "checkout",
                        NOW.minus(Duration.ofDays(3)),
                        text.apply("person:admin"),
                        NOW.plus(Duration.ofDays(87)));
    }

    private void history(Tx tx) {
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        for (int i = 60; i > 0; i--) {
            int swing = (int) (8 * Math.sin(i / 6.0));
            tx.update(
                    """
                    insert into tally_day (tenant_id, day, s5, s4, s3, s2, s1, s0, exploited, late, opened, closed, counted_at)
                    values (current_tenant(), ?, ?, ?, ?, 20, 0, 0, 4, ?, ?, ?, ?)
                    """,
                    today.minusDays(i),
                    30 + swing + i / 3,
                    36 + swing / 2 + i / 2,
                    30 + i / 2,
                    Math.max(0, 12 - swing),
                    Math.max(0, 9 + swing),
                    Math.max(0, 8 - swing / 2),
                    NOW.minus(Duration.ofDays(i)));
            for (String environment : List.of("staging", "production")) {
                tx.update(
                        """
                        insert into freshness_day (tenant_id, day, environment_id, thing, measure, counted_at, things, buckets,
                            median_seconds, p90_seconds, longest_seconds, over_limit)
                        select current_tenant(), ?, e.id, 'HOST', 'REVERSE_UPTIME', ?, 16, '{2,4,4,3,2,1}',
                            ?, ?, ?, 3
                        from environment e where e.key = ?
                        """,
                        today.minusDays(i),
                        NOW.minus(Duration.ofDays(i)),
                        Duration.ofDays(5L + i / 5 + environment.length()).toSeconds(),
                        Duration.ofDays(30).toSeconds(),
                        Duration.ofDays(90).toSeconds(),
                        environment);
            }
        }
    }
}
