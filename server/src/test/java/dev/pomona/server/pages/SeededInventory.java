// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.formats.json.MatchWriter;
import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.finding.Upgrade;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/// What the made-up organisation has: components, artifacts of projects, and hosts on which they run.
final class SeededInventory {

    private static final Instant NOW = SeededEstate.NOW;
    private static final List<String> PROJECTS =
            List.of("checkout", "catalogue", "payments", "identity", "search", "warehouse", "newsletter", "reports");

    /// Where each artifact names its components.
    static final String MANIFEST = "app/package-lock.json";

    private final Tx tx;
    private final UnaryOperator<String> text;
    private final Random random;

    SeededInventory(Tx tx, UnaryOperator<String> text, Random random) {
        this.tx = tx;
        this.text = text;
        this.random = random;
    }

    /// @return their ids, in the order of the flaws
    List<Long> components() {
        return SeededFlaw.ALL.stream().map(this::component).toList();
    }

    private long component(SeededFlaw flaw) {
        long packageId = tx.one(
                "insert into package (tenant_id, type, namespace, name) values (current_tenant(), 'npm', ?, ?) returning id",
                row -> row.number("id"),
                flaw.namespace().isEmpty() ? "" : "@" + flaw.namespace(),
                flaw.name());
        long component =
                tx.one("""
                insert into component (tenant_id, package_id, version, purl, coordinates)
                values (current_tenant(), ?, ?, ?, ?) returning id
                """, row -> row.number("id"), packageId, flaw.version(), flaw.purl(), flaw.coordinates());
        match(component, flaw);
        return component;
    }

    private void match(long component, SeededFlaw flaw) {
        String alias = "GHSA-%04d-aaaa-bbbb".formatted(flaw.number());
        Instant published = NOW.minus(Duration.ofDays(20));
        var vulnerability = new Vulnerability(
                flaw.id(),
                List.of(alias),
                text.apply(flaw.title()),
                Severity.values()[flaw.severity()],
                flaw.score(),
                "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                List.of(1321, 502),
                flaw.isExploited()
                        ? new Kev(flaw.id(), LocalDate.of(2026, 2, 20), LocalDate.of(2026, 3, 13), true)
                        : null,
                new Epss(flaw.epss(), Math.min(0.99, 0.4 + flaw.epss())),
                false,
                published,
                List.of(
                        new Reference("ADVISORY", "https://example.org/advisories/" + flaw.id()),
                        new Reference("WEB", text.apply("https://example.org/post"))));
        String detail = MatchWriter.write(
                vulnerability,
                List.of(new Claim(text.apply(alias), "osv/npm", "<" + flaw.fixed(), List.of(flaw.fixed()))),
                new Upgrade(flaw.fixed(), flaw.clean()));
        tx.update(
                """
                insert into component_match (tenant_id, component_id, vulnerability, aliases, summary, severity, score, epss,
                    is_exploited, is_malware, fixed, clean, published_at, detail, known_from)
                values (current_tenant(), ?, ?, ?, ?, ?::int, ?::float8, ?::float8, ?, false, ?, ?, ?, ?::jsonb, ?)
                """,
                component,
                flaw.id(),
                vulnerability.aliases(),
                vulnerability.summary(),
                flaw.severity(),
                flaw.score(),
                flaw.epss(),
                flaw.isExploited(),
                flaw.fixed(),
                flaw.clean(),
                published,
                detail,
                NOW.minus(Duration.ofDays(19)));
    }

    /// Two of each project.
    List<Long> artifacts(List<Long> components) {
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
                    text.apply(project.substring(0, 1).toUpperCase(Locale.ROOT) + project.substring(1)),
                    "https://git.example.org/acme/" + project,
                    NOW.minus(Duration.ofDays(300)));
            tx.update("""
                    insert into ownership (tenant_id, project_id, position, pattern, owners, source)
                    values (current_tenant(), ?, 0, '*', ?, 'CODEOWNERS')
                    """, projectId, List.of(text.apply("@acme/" + project)));
            for (int version = 1; version <= 2; version++) ids.add(artifact(projectId, project, version, components));
        }
        return ids;
    }

    private long artifact(long project, String name, int version, List<Long> components) {
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
                    """, id, component, component % 2 == 0, text.apply(MANIFEST));
        }
        return id;
    }

    void hosts(List<Long> artifacts) {
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
            long host = host(i, environment, account, cluster);
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

    /// Most are replaced often, some were forgotten.
    private long host(int i, String environment, long account, long cluster) {
        return tx.one(
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
                NOW.minus(Duration.ofHours(5L + (long) i * i * i / 6)),
                text.apply("golden-debian-2026.02"),
                NOW.minus(Duration.ofDays(3L + (long) i * i / 10)),
                NOW.minus(Duration.ofDays(200)),
                NOW,
                NOW,
                environment);
    }
}
