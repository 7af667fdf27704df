// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tries to cross from one tenant to another in every table there is. The tables come from the
/// catalogue, so a new one without a row here, or without protection, fails.
class TenantsApartTest {

    /// Tables whose rows are everyone's.
    private static final List<String> PUBLIC = List.of(
            "advisory_change",
            "advisory_file",
            "advisory_part",
            "current_snapshot",
            "installation",
            "migration",
            "snapshot",
            "snapshot_file",
            "source_behind");

    private static final long A = 1;
    private static final long B = 2;

    /// A row for each table: `{t}` is its tenant, `{b}` the number of the rows it points at, `{n}`
    /// its own.
    private static final Map<String, String> ROWS = rows();

    private static String url;
    private static Database database;

    private static Map<String, String> rows() {
        var rows = new LinkedHashMap<String, String>();
        rows.put("team", "(tenant_id, id, key, name) overriding system value values ({t}, {n}, 'k{n}', 'n')");
        rows.put(
                "project",
                "(tenant_id, id, team_id, key, name, created_at) overriding system value values ({t}, {n}, {b}, 'k{n}', 'n', now())");
        rows.put(
                "ownership",
                "(tenant_id, project_id, position, pattern, owners, source) values ({t}, {b}, {n}, '*', '{x}', 'label')");
        rows.put(
                "artifact",
                "(tenant_id, id, project_id, kind, name, digest, first_seen, last_seen) overriding system value"
                        + " values ({t}, {n}, {b}, 'image', 'n', 'd{n}', now(), now())");
        rows.put("environment", "(tenant_id, id, key, name) overriding system value values ({t}, {n}, 'k{n}', 'n')");
        rows.put(
                "cloud_account",
                "(tenant_id, id, provider, key, name) overriding system value values ({t}, {n}, 'p', 'k{n}', 'n')");
        rows.put("cluster", "(tenant_id, id, account_id, key) overriding system value values ({t}, {n}, {b}, 'k{n}')");
        rows.put(
                "host",
                "(tenant_id, id, environment_id, account_id, cluster_id, key, first_seen, last_seen)"
                        + " overriding system value values ({t}, {n}, {b}, {b}, {b}, 'k{n}', now(), now())");
        rows.put("host_report", "(tenant_id, host_id, at) values ({t}, {b}, now() + {n} * interval '1 s')");
        rows.put(
                "host_instance",
                "(tenant_id, id, host_id, environment_id, kind, workload, instance, digests, since, reported_at, known_from)"
                        + " overriding system value"
                        + " values ({t}, {n}, {b}, {b}, 'CONTAINER', 'w{n}', '', '{x}', now(), now(), now())");
        rows.put(
                "deployment",
                "(tenant_id, id, artifact_id, environment_id, account_id, cluster_id, host_id, workload, since, source,"
                        + " reported_at, known_from) overriding system value"
                        + " values ({t}, {n}, {b}, {b}, {b}, {b}, {b}, 'w{n}', now(), 'api', now(), now())");
        rows.put(
                "deployment_end",
                "(tenant_id, environment_id, workload, instance, at) values ({t}, {b}, 'w{n}', '', now())");
        rows.put(
                "freshness_day",
                "(tenant_id, day, environment_id, thing, measure, counted_at, things, buckets, median_seconds,"
                        + " p90_seconds, longest_seconds, over_limit) values ({t}, current_date + {n}, {b}, 'HOST',"
                        + " 'IMAGE_AGE', now(), 0, '{0}', 0, 0, 0, 0)");
        rows.put(
                "golden_image",
                "(tenant_id, name, digest, hosts, instances, counted_at) values ({t}, 'n{n}', '', 0, 0, now())");
        rows.put("package", "(tenant_id, id, type, name) overriding system value values ({t}, {n}, 'npm', 'n{n}')");
        rows.put("name_part", "(tenant_id, kind, part, subject) values ({t}, 'x', 'n{n}', {n})");
        rows.put("package_name", "(tenant_id, package_id, name) values ({t}, {b}, 'npm/n{n}')");
        rows.put(
                "component",
                "(tenant_id, id, package_id, version, purl, coordinates) overriding system value"
                        + " values ({t}, {n}, {b}, '1', 'pkg:npm/n{n}@1', 'pkg:npm/n{n}')");
        rows.put(
                "document",
                "(tenant_id, id, artifact_id, kind, digest, size, content, state, received_at, received_from)"
                        + " overriding system value values ({t}, {n}, {b}, 'VEX', 'd{n}', 1, 'c', 'RECEIVED', now(), 'x')");
        rows.put(
                "occurrence",
                "(tenant_id, artifact_id, component_id, scope, is_direct) values ({t}, {b}, {b}, 'RUNTIME', true)");
        rows.put("judged_by", "(tenant_id, snapshot_id, since) values ({t}, 's', now())");
        rows.put("urgency_round", "(tenant_id, began_at, basis) values ({t}, now(), 'b')");
        rows.put(
                "component_match",
                "(tenant_id, component_id, vulnerability, aliases, summary, severity, is_exploited, is_malware, detail,"
                        + " known_from) values ({t}, {b}, 'V{n}', '{}', 's', 1, false, false, '{}', now())");
        rows.put(
                "finding",
                "(tenant_id, id, artifact_id, project_id, component_id, kind, rule, fingerprint, severity, title, valid_from,"
                        + " known_from) overriding system value values ({t}, {n}, {b}, {b}, {b}, 'VULNERABILITY', 'r', 'f{n}', 1,"
                        + " 't', now(), now())");
        rows.put(
                "finding_event",
                "(tenant_id, finding_id, valid_at, known_at, actor, type) values ({t}, {b}, now(), now(), 'x', 'OPENED')");
        rows.put(
                "service_level",
                "(tenant_id, severity, environment_id, days, set_by, set_at) values ({t}, {n}, {b}, 1, 'x', now())");
        rows.put(
                "acceptance",
                "(tenant_id, kind, fingerprint, project_id, environment_id, owner, reason, expires, made_by, made_at)"
                        + " values ({t}, 'RISK', 'f', {b}, {b}, 'o', 'r', current_date, 'x', now())");
        rows.put(
                "vex_statement",
                "(tenant_id, document_id, vulnerabilities, product, status, received_at)"
                        + " values ({t}, {b}, '{V}', 'pkg:npm/n', 'FIXED', now())");
        rows.put(
                "policy_version",
                "(tenant_id, id, digest, origin, set_by, set_at) overriding system value"
                        + " values ({t}, {n}, 'd', 'o', 'x', now())");
        rows.put(
                "decision",
                "(tenant_id, artifact_id, environment_id, verdict, decision, circumstances, input_digest, snapshot_id,"
                        + " rules_digest, policy_id, engine, as_of, ended_at) values ({t}, {b}, {b}, 'PASS', '{}', '{}', 'i', 's',"
                        + " 'r', {b}, 'e', now(), now())");
        rows.put("required_check", "(tenant_id, environment_id, name) values ({t}, {b}, 'c{n}')");
        rows.put(
                "check_result",
                "(tenant_id, artifact_id, name, is_passed, message, at, reported_by)"
                        + " values ({t}, {b}, 'c{n}', true, 'm', now(), 'x')");
        rows.put(
                "registry",
                "(tenant_id, id, key, address, created_at, created_by) overriding system value values ({t}, {n}, 'k{n}', 'oci:.', now(), 'x')");
        rows.put(
                "watched_repository",
                "(tenant_id, id, registry_id, name, project, due_at) overriding system value values ({t}, {n}, {b}, 'n{n}', 'p', now())");
        rows.put("watched_tag", "(tenant_id, repository_id, tag, digest, since) values ({t}, {b}, 't{n}', 'd', now())");
        rows.put("outbox_removed", "(tenant_id, transaction, id) values ({t}, '{n}', 1)");
        rows.put(
                "outbox",
                "(tenant_id, id, topic, key, payload, created_at) overriding system value"
                        + " values ({t}, {n}, 't', 'k', '{}', now())");
        rows.put(
                "webhook",
                "(tenant_id, id, url, topics, secret, created_at, created_by) overriding system value"
                        + " values ({t}, {n}, 'u', '{}', 's', now(), 'x')");
        rows.put(
                "delivery",
                "(tenant_id, outbox_id, webhook_id, topic, key, due_at) values ({t}, {b}, {b}, 't', 'k', now())");
        rows.put(
                "time_to_answer", "(tenant_id, vulnerability, snapshot_id, known_at) values ({t}, 'V{n}', 's', now())");
        rows.put("issuer", "(tenant_id, url, kind, client_id, mapping) values ({t}, 'u{n}', 'LOGIN', 'c', '[]')");
        rows.put(
                "person",
                "(tenant_id, id, issuer, subject, name, roles) overriding system value"
                        + " values ({t}, {n}, 'i', 's{n}', 'n', '{}')");
        rows.put("team_member", "(tenant_id, team_id, person_id) values ({t}, {b}, {b})");
        rows.put(
                "session",
                "(tenant_id, hash, person_id, csrf, created_at, used_at, expires_at)"
                        + " values ({t}, 'h{n}', {b}, 'c', now(), now(), now())");
        rows.put(
                "api_token",
                "(tenant_id, name, hash, scopes, project_id, created_at, created_by, expires_at)"
                        + " values ({t}, 'n', 'h{n}', '{}', {b}, now(), 'x', now())");
        rows.put(
                "idempotent_request",
                "(tenant_id, key, request_digest, status, body, created_at) values ({t}, 'k{n}', 'd', 200, 'b', now())");
        rows.put(
                "audit",
                "(tenant_id, seq, at, actor, action, subject, detail, previous, hash)"
                        + " values ({t}, {n}, now(), 'x', 'a', 's', '{}', 'p', 'h')");
        rows.put("setup_link", "(tenant_id, hash, created_at, expires_at) values ({t}, 'h{n}', now(), now())");
        rows.put("audit_head", "(tenant_id, seq, hash, signature) values ({t}, 1, 'h', 's')");
        rows.put(
                "tally_day",
                "(tenant_id, day, s5, s4, s3, s2, s1, s0, exploited, late, opened, closed, counted_at)"
                        + " values ({t}, date '2026-01-01' + {n}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now())");
        rows.put(
                "tally_environment",
                "(tenant_id, environment_id, deployments, s5, s4, s3, s2, s1, s0, exploited, late, violated, counted_at)"
                        + " values ({t}, {b}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now())");
        rows.put(
                "tally_project",
                "(tenant_id, project_id, artifacts, s5, s4, s3, s2, s1, s0, exploited, late, violated, counted_at)"
                        + " values ({t}, {b}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now())");
        return rows;
    }

    private static String insert(String table, long tenant, long pointsAt, long own) {
        return "insert into " + table + " "
                + ROWS.get(table)
                        .replace("{t}", Long.toString(tenant))
                        .replace("{b}", Long.toString(pointsAt))
                        .replace("{n}", Long.toString(own));
    }

    @BeforeAll
    static void fill() throws SQLException {
        url = TestDatabase.freshUrl();
        var server = TestDatabase.server();
        Migrations.run(url, server.user(), server.password());
        database = Database.open(url, server.user(), server.password(), 2);
        for (long tenant : new long[] {A, B}) {
            execute(
                    "insert into tenant (id, key, name, created_at) overriding system value values (%d, 't%d', 't', now())"
                            .formatted(tenant, tenant));
            for (String table : ROWS.keySet()) {
                execute(insert(table, tenant, tenant * 100, tenant * 100));
                // another that nothing points at yet
                if (ROWS.get(table).contains("overriding"))
                    execute(insert(table, tenant, tenant * 100, tenant * 100 + 50));
            }
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Connection connect() throws SQLException {
        var server = TestDatabase.server();
        Connection connection = DriverManager.getConnection(url, server.user(), server.password());
        connection.setSchema("pomona");
        return connection;
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        var all = new ArrayList<String>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) all.add(rows.getString(1));
        }
        return all;
    }

    private static List<String> tables() throws SQLException {
        return query(
                "select relname from pg_class where relnamespace = 'pomona'::regnamespace and relkind in ('r', 'p')"
                        + " order by 1");
    }

    private static long rowsOf(String table, long tenant) throws SQLException {
        return Long.parseLong(query("select count(*) from %s where tenant_id = %d".formatted(table, tenant))
                .getFirst());
    }

    @Test
    void everyTableIsTriedAndProtected() throws SQLException {
        var known = new TreeSet<>(ROWS.keySet());
        known.addAll(PUBLIC);
        known.add("tenant");
        assertThat(tables()).containsExactlyElementsOf(known);
        assertThat(unprotected()).containsExactlyElementsOf(PUBLIC);
        // a view or a function of its owner would go past all of it
        assertThat(
                        query(
                                "select relname from pg_class where relnamespace = 'pomona'::regnamespace and relkind in ('v', 'm')"))
                .isEmpty();
        assertThat(query("select proname from pg_proc where pronamespace = 'pomona'::regnamespace and prosecdef"))
                .isEmpty();
    }

    /// Tables that a tenant could read or write across tenants, by what the catalogue says of them.
    private static List<String> unprotected() throws SQLException {
        return query("""
                select c.relname from pg_class c
                where c.relnamespace = 'pomona'::regnamespace and c.relkind in ('r', 'p') and (
                    not (c.relrowsecurity and c.relforcerowsecurity)
                    or exists (select from pg_policy p
                        where p.polrelid = c.oid and p.polpermissive
                          and (p.polroles = '{0}' or 'pomona_tenant'::regrole = any (p.polroles))
                          and (coalesce(pg_get_expr(p.polqual, p.polrelid), OWN) not in (OWN, OWN_TENANT)
                            or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), OWN) not in (OWN, OWN_TENANT))))
                order by 1
                """.replace("OWN_TENANT", "'(id = ( SELECT current_tenant() AS current_tenant))'")
                .replace("OWN", "'(tenant_id = ( SELECT current_tenant() AS current_tenant))'"));
    }

    @Test
    void aNewTableWithoutProtectionIsFound() throws SQLException {
        String own = "create policy own_rows on leak to pomona_tenant using (tenant_id = (select current_tenant()))";
        for (String mistake : List.of(
                "",
                "alter table leak enable row level security; " + own,
                "alter table leak enable row level security; alter table leak force row level security;"
                        + " create policy all_rows on leak using (true)",
                "alter table leak enable row level security; alter table leak force row level security; " + own
                        + "; create policy more on leak to pomona_tenant using (tenant_id > 0)",
                "alter table leak enable row level security; alter table leak force row level security;"
                        + " create policy own_rows on leak to pomona_tenant using (tenant_id = (select current_tenant()))"
                        + " with check (true)")) {
            execute("create table leak (tenant_id bigint not null); " + mistake);
            try {
                assertThat(unprotected()).as(mistake).contains("leak");
                assertThat(tables()).contains("leak");
            } finally {
                execute("drop table leak");
            }
        }
        execute("create table leak (tenant_id bigint not null); alter table leak enable row level security;"
                + " alter table leak force row level security; " + own);
        assertThat(unprotected()).doesNotContain("leak");
        execute("drop table leak");
    }

    @Test
    void aTenantSeesItsOwnRowsAndNoOthers() {
        for (String table : ROWS.keySet()) {
            assertThat(database.<List<Long>>inTenant(
                            new TenantId(A),
                            tx -> tx.all("select distinct tenant_id from " + table, row -> row.number("tenant_id"))))
                    .as(table)
                    .containsExactly(A);
        }
        assertThat(database.<List<Long>>inTenant(
                        new TenantId(A), tx -> tx.all("select id from tenant", row -> row.number("id"))))
                .containsExactly(A);
    }

    @Test
    void aTenantWritesNoOthersRows() throws SQLException {
        for (String table : ROWS.keySet()) {
            long before = rowsOf(table, B);
            refused(table, insert(table, B, B * 100, 901));
            refused(table, "update %s set tenant_id = %d".formatted(table, B));
            without(table, "update %s set tenant_id = tenant_id where tenant_id = %d".formatted(table, B));
            without(table, "delete from %s where tenant_id = %d".formatted(table, B));
            assertThat(rowsOf(table, B)).as(table).isEqualTo(before);
        }
    }

    @Test
    void aTenantPointsAtNoOthersRows() throws SQLException {
        for (String table : ROWS.keySet()) {
            if (!ROWS.get(table).contains("{b}")) continue;
            refused(table, insert(table, A, B * 100 + 50, 902));
        }
        // every key into a table with tenants has the tenant in it
        assertThat(query("""
                select c.conrelid::regclass || '.' || c.conname from pg_constraint c
                join pg_attribute target on target.attrelid = c.confrelid and target.attname = 'tenant_id'
                where c.contype = 'f' and c.connamespace = 'pomona'::regnamespace and not exists (
                    select from unnest(c.conkey, c.confkey) as k (own, other)
                    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own and a.attname = 'tenant_id'
                    where k.other = target.attnum)
                """)).isEmpty();
    }

    /// What each purpose that is not for one tenant really reads and writes, of rows of two tenants. Golden,
    /// since each line is a decision.
    @Test
    void eachPurposeCrossesWhereItMustAndNowhereElse() throws SQLException, IOException {
        var lines = new StringBuilder();
        try (var connection = connect()) {
            connection.setAutoCommit(false);
            for (Purpose purpose : Purpose.values()) {
                if (purpose == Purpose.TENANT) continue;
                for (String table : ROWS.keySet()) {
                    var can = new ArrayList<String>();
                    for (String[] attempt : new String[][] {
                        {"read", "select count(distinct tenant_id) from " + table},
                        {"insert", insert(table, B, B * 100 + 50, 903)},
                        {"update", "update %s set tenant_id = tenant_id".formatted(table)},
                        {"delete", "delete from " + table},
                        {"truncate", "truncate %s cascade".formatted(table)}
                    }) {
                        if (reaches(connection, purpose, attempt[1])) can.add(attempt[0]);
                    }
                    if (!can.isEmpty())
                        lines.append("%s %s: %s\n".formatted(purpose.role(), table, String.join(" ", can)));
                }
            }
        }
        golden("crossings.txt", lines.toString());
    }

    /// Tries a statement and takes it back.
    ///
    /// @return whether it reached a row
    private static boolean reaches(Connection connection, Purpose purpose, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local role " + purpose.role());
            if (!statement.execute(sql)) return sql.startsWith("truncate") || statement.getUpdateCount() > 0;
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getLong(1) > 0;
            }
        } catch (SQLException e) {
            // no privilege; or a row that others point at, or that is there already: reached
            return switch (e.getSQLState()) {
                case "42501" -> false;
                case "23503", "23505" -> true;
                default -> throw e;
            };
        } finally {
            connection.rollback();
        }
    }

    private static void golden(String name, String text) throws IOException {
        Path golden = Path.of("src/test/resources/golden").resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void eachPurposeCanDoWhatItIsForAndNothingElse() throws SQLException, IOException {
        var lines = new StringBuilder();
        for (Purpose purpose : Purpose.values()) {
            for (String table : tables()) {
                String rights = query("""
                        select string_agg(distinct r, ' ' order by r) from (
                            select lower(privilege_type) as r from information_schema.role_table_grants
                            where table_schema = 'pomona' and grantee = '%1$s' and table_name = '%2$s'
                            union all
                            select lower(c.privilege_type) || '(' || c.column_name || ')'
                            from information_schema.column_privileges c
                            where c.table_schema = 'pomona' and c.grantee = '%1$s' and c.table_name = '%2$s'
                              and not exists (select from information_schema.role_table_grants g
                                  where g.table_schema = 'pomona' and g.grantee = c.grantee and g.table_name = c.table_name
                                    and g.privilege_type = c.privilege_type)) x
                        """.formatted(purpose.role(), table)).getFirst();
                if (rights != null) {
                    lines.append("%s %s: %s\n".formatted(purpose.role(), table, rights));
                }
            }
        }
        golden("purposes.txt", lines.toString());
    }

    private static void refused(String table, String sql) {
        assertThatThrownBy(() -> database.runInTenant(new TenantId(A), tx -> tx.update(sql)))
                .as("%s: %s", table, sql)
                .isInstanceOf(StoreException.class)
                // no privilege, or no such row to point at
                .hasMessageMatching(".*\\((42501|23503)\\)");
    }

    /// Changes nothing, or is not allowed at all.
    private static void without(String table, String sql) {
        try {
            assertThat(database.<Integer>inTenant(new TenantId(A), tx -> tx.update(sql)))
                    .as("%s: %s", table, sql)
                    .isZero();
        } catch (StoreException e) {
            assertThat(e).as("%s: %s", table, sql).hasMessageContaining("42501");
        }
    }
}
