// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Lists come out of an index in their order: with enough rows, the database neither reads a whole table
/// nor sorts it.
class ListPlansTest {

    private static Database database;

    @BeforeAll
    static void fill() throws SQLException {
        var server = TestDatabase.server();
        String url = TestDatabase.freshUrl();
        Migrations.run(url, server.user(), server.password());
        database = Database.open(url, server.user(), server.password(), 2);
        try (var connection = DriverManager.getConnection(url, server.user(), server.password());
                var statement = connection.createStatement()) {
            connection.setSchema("pomona");
            statement.execute("""
                    insert into tenant (key, name, created_at) select 't' || n, 't', now() from generate_series(1, 3) n;
                    insert into project (tenant_id, key, name, created_at) select id, 'p', 'p', now() from tenant;
                    insert into artifact (tenant_id, project_id, kind, name, digest, base_built_at, first_seen, last_seen)
                    select p.tenant_id, p.id, 'image', 'a', 'd' || n, now() - n * interval '1 minute', now(), now()
                    from project p, generate_series(1, 2000) n;
                    insert into environment (tenant_id, key, name) select id, 'prod', 'prod' from tenant;
                    insert into host (tenant_id, environment_id, key, booted_at, image_built_at, first_seen, last_seen)
                    select e.tenant_id, e.id, 'h' || n, now() - n * interval '1 minute', now() - n * interval '1 hour',
                        now(), now() from environment e, generate_series(1, 3000) n;
                    insert into deployment (tenant_id, artifact_id, environment_id, workload, since, source, reported_at, known_from)
                    select a.tenant_id, a.id, e.id, 'w' || a.id, now() - a.id * interval '1 minute', 'api', now(), now()
                    from artifact a join environment e on e.tenant_id = a.tenant_id;
                    insert into finding (tenant_id, artifact_id, project_id, kind, rule, fingerprint, severity, epss, title,
                        valid_from, known_from, due_at, state, assignee, priority)
                    select a.tenant_id, a.id, a.project_id, 'VULNERABILITY', 'CVE-' || n || a.id % 50, decode(md5(n::text || a.id), 'hex'),
                        (a.id + n) % 6, (n * 7 + a.id) % 100 / 100.0, 't', now(), now() - (a.id * n) * interval '1 second',
                        case when n % 2 = 0 then now() + a.id * interval '1 minute' end,
                        case when n = 1 then 'CONFIRMED' else 'OPEN' end,
                        case when n = 3 then 'jane' end, (a.id * n) % 1000
                    from artifact a, generate_series(1, 10) n;
                    insert into decision (tenant_id, artifact_id, environment_id, verdict, decision, circumstances,
                        input_digest, snapshot_id, rules_digest, engine, as_of)
                    select a.tenant_id, a.id, e.id, 'PASS', '{}', '{}', 'i', 's', 'r', 'e', now()
                    from artifact a join environment e on e.tenant_id = a.tenant_id;
                    insert into audit select id, n, now(), 'a', 'b', 'c', '{}', 'p', 'h' from tenant, generate_series(1, 3000) n;
                    insert into time_to_answer (tenant_id, vulnerability, snapshot_id, known_at, due_at)
                    select id, 'v' || n, 's', now() - n * interval '1 minute', now() from tenant, generate_series(1, 3000) n;
                    insert into acceptance (tenant_id, kind, fingerprint, owner, reason, expires, made_by, made_at)
                    select id, 'RISK', 'f', 'o', 'r', current_date + n, 'x', now() from tenant, generate_series(1, 3000) n;
                    analyze;
                    """);
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static String plan(String sql, List<@Nullable Object> arguments) {
        return String.join("\n", database.<List<String>>inTenant(new TenantId(2), tx -> {
            // a table of a test is small enough for other ways: the one that is wanted must be there
            tx.update("set local enable_sort = off");
            return tx.all("explain " + sql, row -> row.text("QUERY PLAN"), arguments.toArray());
        }));
    }

    private static void comesFromAnIndex(String what, String table, String plan) {
        assertThat(plan).as(what).doesNotContain("Seq Scan on " + table).contains("Index");
        // the page itself may be put in order once more, the table may not
        assertThat(plan.lines().filter(line -> line.contains("Sort")).count())
                .as("%s\n%s", what, plan)
                .isLessThanOrEqualTo(1);
        int limit = plan.indexOf("Limit");
        assertThat(limit).as(what).isNotNegative();
        assertThat(plan.substring(limit)).as("%s\n%s", what, plan).doesNotContain("Sort");
    }

    private static final Place BEHIND = new Place("4", "1000");
    private static final Place BEHIND_A_TIME = new Place("2026-03-01T00:00:00Z", "1000");

    private static void isWalked(List<FindingFilter> filters, FindingSort sort) {
        boolean isTime = sort == FindingSort.NEWEST || sort == FindingSort.DUE;
        FindingWay way = FindingWay.along(filters, sort);
        for (Place place : Arrays.asList(null, isTime ? BEHIND_A_TIME : BEHIND)) {
            var page = way.page(place, 5000, 51);
            String plan = plan(page.sql(), page.arguments());
            // what is looked at comes as it is wanted; picking and putting in order are of that many rows
            assertThat(plan.substring(plan.lastIndexOf("Limit")))
                    .as("%s by %s behind %s\n%s", filters, sort, place, plan)
                    .contains("on finding f")
                    .contains("Index Cond: (")
                    .doesNotContain("Sort")
                    .doesNotContain("Filter: (f");
        }
    }

    @Test
    void findingsInEveryOrder() {
        for (FindingSort sort : FindingSort.values()) isWalked(List.of(), sort);
    }

    @Test
    void findingsInEveryOrderWithAnyFilter() {
        for (FindingSort sort : FindingSort.values()) {
            for (FindingFilter filter : FindingListTest.EACH) isWalked(List.of(filter), sort);
            isWalked(FindingListTest.EACH, sort);
        }
    }

    @Test
    void whetherAFilterLeavesFewIsAskedOfItsIndex() {
        for (FindingFilter filter : FindingWay.byFewest(FindingListTest.EACH)) {
            var more = FindingWay.moreThan(filter, 5000);
            String plan = plan(more.sql(), more.arguments());
            comesFromAnIndex(filter.toString(), "finding", plan);
            assertThat(plan.substring(plan.indexOf("on finding f")))
                    .as("%s\n%s", filter, plan)
                    .doesNotContain("Filter:");
        }
    }

    @Test
    void everythingElseThatIsListed() {
        record Listed(String table, String sql) {}
        for (var listed : List.of(
                new Listed("audit", "select * from audit where seq < 2000 order by seq desc limit 50"),
                new Listed(
                        "decision",
                        "select d.id from decision d where d.tenant_id = current_tenant() and d.id < 4000 order by d.id desc limit 50"),
                new Listed(
                        "time_to_answer",
                        "select * from time_to_answer where tenant_id = current_tenant() and known_at < now() order by known_at desc, vulnerability limit 50"),
                new Listed(
                        "acceptance",
                        "select a.id from acceptance a where a.tenant_id = current_tenant() and a.id < 4000 order by a.id desc limit 50"),
                new Listed(
                        "host",
                        "select h.id from host h where h.tenant_id = current_tenant() and h.gone_at is null and h.booted_at is not null and (h.booted_at, h.id) > ('epoch', 0) order by h.booted_at, h.id limit 50"),
                new Listed(
                        "host",
                        "select h.id from host h where h.tenant_id = current_tenant() and h.gone_at is null and h.image_built_at is not null and (h.image_built_at, h.id) > ('epoch', 0) order by h.image_built_at, h.id limit 50"),
                new Listed(
                        "host",
                        "select h.id from host h where h.tenant_id = current_tenant() and h.key > 'h2' order by h.key limit 50"),
                new Listed(
                        "deployment",
                        "select d.id from deployment d where d.tenant_id = current_tenant() and d.until is null and (d.since, d.id) > ('epoch', 0) order by d.since, d.id limit 50"),
                new Listed(
                        "artifact",
                        "select a.id from artifact a where a.tenant_id = current_tenant() and a.base_built_at is not null and (a.base_built_at, a.id) > ('epoch', 0) order by a.base_built_at, a.id limit 50"))) {
            comesFromAnIndex(listed.sql(), listed.table(), plan(listed.sql(), List.of()));
        }
    }
}
