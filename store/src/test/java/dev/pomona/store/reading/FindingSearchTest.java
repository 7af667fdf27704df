// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Lists of findings, and the ways the database goes to them.
class FindingSearchTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int FINDINGS = 6000;

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));

    @AfterEach
    void close() {
        database.close();
    }

    /// As many findings as a test needs, of all kinds, in two artifacts.
    private static void fill(Tx tx) {
        tx.update("""
                insert into project (tenant_id, key, name, created_at)
                select current_tenant(), 'shop' || i, 'Shop', now() from generate_series(1, 2) i
                """);
        tx.update("""
                insert into artifact (tenant_id, project_id, kind, name, digest, first_seen, last_seen)
                select current_tenant(), id, 'image', 'shop', 'sha256:' || id, now(), now() from project
                """);
        tx.update("""
                insert into finding (tenant_id, artifact_id, kind, rule, fingerprint, severity, epss, is_exploited, title,
                    fixed, valid_from, known_from, state, assignee, priority, due_at)
                select current_tenant(), (select min(id) + i %% 2 from artifact), 'VULNERABILITY', 'CVE-' || i %% 50,
                    fingerprint(i::text), i %% 6, (i %% 100) / 100.0, i %% 97 = 0, 'bad',
                    case when i %% 3 = 0 then '2.0' end, now(), timestamptz '2026-01-01' + i * interval '1 minute',
                    case i %% 4 when 0 then 'CONFIRMED' else 'OPEN' end, case when i %% 11 = 0 then 'ada' end, i %% 900,
                    case when i %% 2 = 0 then timestamptz '2026-02-20' + (i %% 600) * interval '1 hour' end
                from generate_series(1, %d) i
                """.formatted(FINDINGS));
    }

    private static FindingFilter filter(
            @Nullable Integer severity, @Nullable String state, @Nullable String project, boolean isLate) {
        return new FindingFilter(null, null, severity, state, project, null, null, null, false, false, isLate);
    }

    private String plan(Tx tx, FindingFilter filter, FindingSort sort) {
        tx.update("set local enable_seqscan = off");
        var statement = new FindingSearch(tx, NOW).statement(filter, sort, null, 50);
        return tx
                .all(
                        "explain " + statement.sql(),
                        row -> row.text("QUERY PLAN"),
                        statement.arguments().toArray())
                .stream()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void eachSortAndEachLeadingFilterGoesAlongAnIndexAndSortsNothing() {
        database.runInTenant(tenant, tx -> {
            FindingFilter all = FindingFilter.ALL;
            var rule = new FindingFilter(null, "CVE-1", null, null, null, null, null, null, false, false, false);
            record Way(FindingFilter filter, FindingSort sort, String index) {}
            for (Way way : List.of(
                    new Way(all, FindingSort.PRIORITY, "finding_by_priority"),
                    new Way(all, FindingSort.SEVERITY, "finding_by_severity"),
                    new Way(all, FindingSort.LIKELIHOOD, "finding_by_epss"),
                    new Way(all, FindingSort.NEWEST, "finding_by_age"),
                    new Way(all, FindingSort.DUE, "finding_by_due"),
                    new Way(filter(5, null, null, false), FindingSort.PRIORITY, "finding_by_severity_priority"),
                    new Way(filter(null, "OPEN", null, false), FindingSort.PRIORITY, "finding_by_state"),
                    new Way(all.of("ada"), FindingSort.PRIORITY, "finding_by_assignee"),
                    new Way(all.exploited(), FindingSort.PRIORITY, "finding_exploited"),
                    new Way(rule, FindingSort.PRIORITY, "finding_by_rule_priority"),
                    new Way(filter(null, null, "shop1", false), FindingSort.NEWEST, "finding_by_age"),
                    new Way(filter(null, null, null, true), FindingSort.DUE, "finding_by_due"))) {
                String plan = plan(tx, way.filter(), way.sort());
                assertThat(plan).as(way.toString()).contains(way.index() + " on finding f");
                String walk = plan.substring(plan.indexOf(way.index()));
                assertThat(plan.substring(0, plan.indexOf(way.index())))
                        .as(way + "\n" + plan)
                        .doesNotContain("Sort  (cost=0.00");
                assertThat(walk).as(way + "\n" + plan).contains("Index Cond: (tenant_id =");
            }
        });
    }

    @Test
    void everyFindingThatFitsIsOnExactlyOnePage() {
        database.runInTenant(tenant, tx -> {
            fill(tx);
            for (FindingSort sort : FindingSort.values()) {
                for (FindingFilter filter : List.of(
                        FindingFilter.ALL,
                        FindingFilter.ALL.exploited(),
                        FindingFilter.ALL.fixable(),
                        filter(3, "CONFIRMED", "shop1", false),
                        filter(null, null, null, true))) {
                    assertThat(walk(tx, filter, sort))
                            .as(sort + " " + filter)
                            .hasSameSizeAs(new LinkedHashSet<>(walk(tx, filter, sort)))
                            .hasSize(expected(tx, filter, sort));
                }
            }
        });
    }

    private static List<Long> walk(Tx tx, FindingFilter filter, FindingSort sort) {
        var seen = new ArrayList<Long>();
        String after = null;
        do {
            Page<FindingRow> page = new FindingSearch(tx, NOW).page(filter, sort, after, 200);
            page.items().forEach(row -> seen.add(row.id()));
            after = page.next();
        } while (after != null);
        return seen;
    }

    private static int expected(Tx tx, FindingFilter filter, FindingSort sort) {
        String condition = "known_to is null"
                + (sort == FindingSort.DUE ? " and due_at is not null" : "")
                + (filter.isExploited() ? " and is_exploited" : "")
                + (filter.isFixable() ? " and fixed is not null" : "")
                + (filter.severity() != null ? " and severity = " + filter.severity() : "")
                + (filter.state() != null ? " and state = '" + filter.state() + "'" : "")
                + (filter.isLate() ? " and due_at < '" + NOW + "'" : "")
                + (filter.project() != null ? " and artifact_id = (select min(id) from artifact)" : "");
        return tx.one("select count(*) as n from finding where " + condition, row -> row.integer("n"));
    }

    @Test
    void aPageThatPicksLooksAtABoundedNumberOfRows() {
        database.runInTenant(tenant, tx -> {
            fill(tx);
            Page<FindingRow> page = new FindingSearch(tx, NOW)
                    .page(filter(null, null, "nothing-like-it", false), FindingSort.NEWEST, null, 50);
            assertThat(page.items()).isEmpty();
            assertThat(page.next()).as("there is more to look at").isNotNull();
        });
    }

    @Test
    void placesThatNobodyGaveOutAreRefused() {
        for (String place : List.of("x", "x\ny", "1\nx", "\n", "2026-01-01\n1")) {
            database.runInTenant(
                    tenant,
                    tx -> assertThatThrownBy(() ->
                                    new FindingSearch(tx, NOW).page(FindingFilter.ALL, FindingSort.PRIORITY, place, 50))
                            .isInstanceOf(IllegalArgumentException.class));
        }
    }

    @Test
    void countsStopAtAThousand() {
        database.runInTenant(tenant, tx -> {
            fill(tx);
            assertThat(new Overview(tx).untriaged()).hasToString("1,000+");
            assertThat(new Overview(tx).exploited()).isEqualTo(new Count(FINDINGS / 97, false));
        });
    }

    @Test
    void prefixesAreFoundByIndexAndAreNoPatterns() {
        database.runInTenant(tenant, tx -> {
            tx.update("""
                    insert into project (tenant_id, key, name, created_at)
                    select current_tenant(), k, k, now() from unnest(array['shop', 'shop%', 'shopping', 'Shop', 'ship']) k
                    """);
            var search = new SearchReading(tx, 10);
            assertThat(search.projects("shop"))
                    .extracting(SearchReading.Named::key)
                    .containsExactly("shop", "shop%", "shopping");
            assertThat(search.projects("shop%"))
                    .extracting(SearchReading.Named::key)
                    .containsExactly("shop%");
            assertThat(search.projects("%")).isEmpty();
            tx.update("set local enable_seqscan = off");
            String plan = String.join(
                    "\n",
                    tx.all(
                            "explain select key from project where %s order by key using ~<~ limit 5"
                                    .formatted(Prefix.condition("key")),
                            row -> row.text("QUERY PLAN"),
                            Prefix.from("shop"),
                            Prefix.to("shop")));
            assertThat(plan).contains("project_by_key");
        });
    }

    @Test
    void talliesAreWhatThereIs() {
        database.runInTenant(tenant, tx -> {
            fill(tx);
            var tallies = new Tallies(tx);
            tallies.count(NOW);
            tallies.count(NOW.plusSeconds(60));
            var days = tallies.since(java.time.LocalDate.of(2026, 2, 1));
            assertThat(days).hasSize(1);
            assertThat(days.getFirst().severities().of(5).value()).isEqualTo(FINDINGS / 6);
            var first = tallies.projects(null, 1);
            assertThat(first.items()).hasSize(1);
            var second = tallies.projects(first.next(), 1);
            assertThat(second.items()).hasSize(1);
            assertThat(second.items().getFirst().key())
                    .isNotEqualTo(first.items().getFirst().key());
            assertThat(second.next()).isNull();
        });
    }
}
