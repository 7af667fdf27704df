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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Lists of findings, and the ways the database goes to them.
class FindingListTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int FINDINGS = 12_000;

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));

    @AfterEach
    void close() {
        database.close();
    }

    /// As many findings as a test needs, of all kinds, in two artifacts.
    private static void fill(Tx tx) {
        tx.update("insert into team (tenant_id, key, name) values (current_tenant(), 'sellers', 'Sellers')");
        tx.update("""
                insert into project (tenant_id, key, name, created_at, team_id)
                select current_tenant(), 'shop' || i, 'Shop', now(), case i when 2 then (select id from team) end
                from generate_series(1, 2) i
                """);
        tx.update("""
                insert into artifact (tenant_id, project_id, kind, name, digest, first_seen, last_seen)
                select current_tenant(), id, 'image', 'shop', 'sha256:' || id, now(), now() from project
                """);
        tx.update("""
                insert into package (tenant_id, type, name) values (current_tenant(), 'npm', 'left-pad')
                """);
        tx.update("""
                insert into component (tenant_id, package_id, purl, coordinates)
                select current_tenant(), id, 'pkg:npm/left-pad@1.0.0', 'pkg:npm/left-pad' from package
                """);
        tx.update("""
                insert into environment (tenant_id, key, name) values (current_tenant(), 'prod', 'Production')
                """);
        tx.update("""
                insert into deployment (tenant_id, artifact_id, environment_id, workload, since, source, reported_at,
                    known_from)
                select current_tenant(), (select min(id) from artifact), id, 'shop', now(), 'api', now(), now()
                from environment
                """);
        tx.update("""
                insert into finding (tenant_id, artifact_id, project_id, component_id, kind, rule, fingerprint, severity,
                    epss, is_exploited, title, fixed, valid_from, known_from, state, assignee, priority, due_at)
                select current_tenant(), (select min(id) + i %% 2 from artifact), (select min(id) + i %% 2 from project),
                    case i %% 3 when 0 then (select id from component) end,
                    case when i %% 50 = 8 then 'SECRET' else 'VULNERABILITY' end, 'CVE-' || i %% 50,
                    fingerprint(i::text), i %% 6, (i %% 100) / 100.0, i %% 97 = 0, 'bad',
                    case when i %% 3 = 0 then '2.0' end, now(), timestamptz '2026-01-01' + i * interval '1 minute',
                    case i %% 4 when 0 then 'CONFIRMED' else 'OPEN' end, case when i %% 11 = 0 then 'ada' end, i %% 900,
                    case when i %% 2 = 0 then timestamptz '2026-02-20' + (i %% 600) * interval '1 hour' end
                from generate_series(1, %d) i
                """.formatted(FINDINGS));
    }

    /// Every filter there is. Some leave few, some leave most.
    static final List<FindingFilter> EACH = List.of(
            new FindingFilter.Artifact("sha256:1"),
            new FindingFilter.Component("pkg:npm/left-pad@1.0.0"),
            new FindingFilter.Rule("CVE-2"),
            new FindingFilter.Project("shop1"),
            new FindingFilter.Team("sellers"),
            new FindingFilter.Environment("prod"),
            new FindingFilter.Assignee("ada"),
            new FindingFilter.State("CONFIRMED"),
            new FindingFilter.Kind("SECRET"),
            new FindingFilter.Severity(3),
            new FindingFilter.Severity(4, 5),
            new FindingFilter.Exploited(),
            new FindingFilter.Fixable(),
            new FindingFilter.Late(NOW));

    /// The condition in the words of the data above.
    private static String meaning(FindingFilter filter) {
        return switch (filter) {
            case FindingFilter.Artifact _, FindingFilter.Environment _ ->
                "artifact_id = (select min(id) from artifact)";
            case FindingFilter.Component _ -> "component_id is not null";
            case FindingFilter.Rule _ -> "rule = 'CVE-2'";
            case FindingFilter.Project _ -> "artifact_id = (select min(id) from artifact)";
            case FindingFilter.Team _ -> "artifact_id <> (select min(id) from artifact)";
            case FindingFilter.Assignee _ -> "assignee = 'ada'";
            case FindingFilter.State(var state) -> "state = '" + state + "'";
            case FindingFilter.Kind _ -> "kind = 'SECRET'";
            case FindingFilter.Severity(var least, var most) -> "severity between " + least + " and " + most;
            case FindingFilter.Exploited _ -> "is_exploited";
            case FindingFilter.Fixable _ -> "fixed is not null";
            case FindingFilter.Late _ -> "due_at < '" + NOW + "'";
        };
    }

    private static List<Long> walk(Tx tx, List<FindingFilter> filters, FindingSort sort) {
        var seen = new ArrayList<Long>();
        String after = null;
        do {
            Page<FindingRow> page = new FindingList(tx).page(filters, sort, after, 200);
            page.items().forEach(row -> seen.add(row.id()));
            after = page.next();
        } while (after != null);
        return seen;
    }

    /// All of the list in one statement, as slow as it may be.
    private static List<Long> sorted(Tx tx, List<FindingFilter> filters, FindingSort sort) {
        String conditions = Stream.concat(
                        Stream.of(sort == FindingSort.DUE ? "due_at is not null" : "true"),
                        filters.stream().map(FindingListTest::meaning))
                .collect(Collectors.joining(" and "));
        return tx.all(
                "select id from finding f where known_to is null and %s order by %s"
                        .formatted(conditions, sort.order(sort.key())),
                row -> row.number("id"));
    }

    @Test
    void everyFindingThatFitsIsOnExactlyOnePageAndInOrder() {
        database.runInTenant(tenant, tx -> {
            fill(tx);
            List<List<FindingFilter>> asked = new ArrayList<>(List.of(List.of()));
            for (FindingFilter filter : EACH) asked.add(List.of(filter));
            asked.add(List.of(new FindingFilter.Project("shop1"), new FindingFilter.Severity(4, 5)));
            asked.add(List.of(new FindingFilter.State("CONFIRMED"), new FindingFilter.Fixable()));
            asked.add(List.of(new FindingFilter.Team("sellers"), new FindingFilter.State("OPEN")));
            asked.add(List.of(
                    new FindingFilter.Severity(4),
                    new FindingFilter.State("OPEN"),
                    new FindingFilter.Environment("prod")));
            for (FindingSort sort : FindingSort.values()) {
                for (List<FindingFilter> filters : asked) {
                    List<Long> all = sorted(tx, filters, sort);
                    // what is odd has no date
                    if (sort != FindingSort.DUE)
                        assertThat(all).as("%s", filters).isNotEmpty();
                    assertThat(walk(tx, filters, sort)).as(sort + " " + filters).containsExactlyElementsOf(all);
                }
            }
        });
    }

    @Test
    void aFilterThatLeavesFewIsGoneThroughInAnyOrder() {
        database.runInTenant(tenant, tx -> {
            fill(tx);
            var few = new FindingFilter.Rule("CVE-2");
            var many = new FindingFilter.Project("shop1");
            assertThat(new FindingList(tx).way(List.of(many, few), FindingSort.NEWEST))
                    .isEqualTo(FindingWay.through(List.of(many, few), FindingSort.NEWEST, few));
            assertThat(new FindingList(tx).way(List.of(many), FindingSort.NEWEST))
                    .isEqualTo(FindingWay.along(List.of(many), FindingSort.NEWEST));
            assertThat(new FindingList(tx)
                            .way(List.of(many), FindingSort.PRIORITY)
                            .isDirect())
                    .isTrue();
        });
    }

    @Test
    void aPageThatPicksLooksAtABoundedNumberOfRows() {
        database.runInTenant(tenant, tx -> {
            fill(tx);
            Page<FindingRow> page = new FindingList(tx)
                    .page(List.of(new FindingFilter.Environment("nothing-like-it")), FindingSort.NEWEST, null, 50);
            assertThat(page.items()).isEmpty();
            assertThat(page.next()).as("there is more to look at").isNotNull();
        });
    }

    @Test
    void placesThatNobodyGaveOutAreRefused() {
        for (String place : List.of("x", "x\ny", "1\nx", "\n", "2026-01-01\n1")) {
            database.runInTenant(
                    tenant,
                    tx -> assertThatThrownBy(() -> new FindingList(tx).page(List.of(), FindingSort.PRIORITY, place, 50))
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
                    .as("what begins with it as it is written comes first")
                    .containsExactly("shop", "shop%", "shopping", "Shop");
            assertThat(search.projects("shop%"))
                    .extracting(SearchReading.Named::key)
                    .containsExactly("shop%");
            assertThat(search.projects("%"))
                    .extracting(SearchReading.Named::key)
                    .containsExactly("shop%");
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
