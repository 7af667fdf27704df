// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.TeamStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is found by a part of its name.
class SearchReadingTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));

    @AfterEach
    void close() {
        database.close();
    }

    private void fill() {
        database.runInTenant(tenant, tx -> {
            tx.update("""
                    insert into project (tenant_id, key, name, created_at)
                    values (current_tenant(), 'web-checkout', 'The Till', now()), (current_tenant(), 'checkin', 'C', now())
                    """);
            tx.update("""
                    insert into artifact (tenant_id, project_id, kind, name, digest, first_seen, last_seen)
                    select current_tenant(), id, 'image', 'registry.example.org/acme/' || key, 'sha256:' || id, now(), now()
                    from project
                    """);
            tx.update("""
                    insert into package (tenant_id, type, namespace, name)
                    select current_tenant(), 'maven', 'org.apache.logging.log4j', 'log4j-core' union all
                    select current_tenant(), 'npm', '', 'p' || i || '-lib' from generate_series(1, 1000) i
                    """);
            new EnvironmentStore(tx).set(new Environment("prod-eu", "Live", true, true, 1, null, null));
            new TeamStore(tx).set(new TeamStore.Team("shop", "Sellers"));
        });
    }

    private SearchReading reading(dev.pomona.store.sql.Tx tx) {
        return new SearchReading(tx, 5);
    }

    @Test
    void namesAreFoundByAnyPartInAnyCase() {
        fill();
        database.runInTenant(tenant, tx -> {
            assertThat(reading(tx).projects("check"))
                    .as("what begins with it comes first")
                    .extracting(SearchReading.Named::key)
                    .containsExactly("checkin", "web-checkout");
            assertThat(reading(tx).projects("ECKOU")).singleElement();
            assertThat(reading(tx).projects("till")).as("what people call it").singleElement();
            assertThat(reading(tx).environments("od-e")).singleElement();
            assertThat(reading(tx).teams("ellers")).singleElement();
            assertThat(reading(tx).projects("checkouts")).isEmpty();
        });
    }

    @Test
    void packagesAndArtifactsAreFoundByTheirWords() {
        fill();
        database.runInTenant(tenant, tx -> {
            assertThat(reading(tx).artifactsByName("web-check")).singleElement();
            assertThat(reading(tx).artifactsByName("acme/checkin")).singleElement();
            assertThat(reading(tx).packages("core"))
                    .containsExactly(new SearchReading.FoundPackage("pkg:maven/org.apache.logging.log4j/log4j-core"));
            assertThat(reading(tx).packages("logging")).singleElement();
            assertThat(reading(tx).packages("lib")).as("no more than asked for").hasSize(5);
        });
    }

    @Test
    void whatIsCalledOtherwiseOrGoneIsNotFoundByItsOldName() {
        fill();
        database.runInTenant(tenant, tx -> {
            new EnvironmentStore(tx).set(new Environment("prod-eu", "Berlin", true, true, 1, null, null));
            assertThat(reading(tx).environments("live")).isEmpty();
            assertThat(reading(tx).environments("erlin")).singleElement();
            assertThat(new TeamStore(tx).remove("shop")).isTrue();
            assertThat(reading(tx).teams("seller")).isEmpty();
            assertThat(tx.all("select 1 from name_part where kind = 'team'", _ -> 1))
                    .isEmpty();
        });
    }

    @Test
    void nobodyFindsWhatOthersHave() {
        fill();
        TenantId other = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("other", "Other", NOW));
        database.runInTenant(other, tx -> {
            assertThat(reading(tx).projects("check")).isEmpty();
            assertThat(tx.all("select 1 from name_part", _ -> 1)).isEmpty();
        });
    }

    @Test
    void partsComeFromTheirIndex() {
        fill();
        database.runInTenant(tenant, tx -> {
            tx.update("set local enable_seqscan = off");
            String plan = String.join(
                    "\n",
                    tx.all("""
                    explain select n.subject from name_part n
                    where n.tenant_id = current_tenant() and n.kind = 'package' and %s
                    order by n.part using ~<~, n.subject limit 300
                    """.formatted(Prefix.condition("n.part")), row -> row.text("QUERY PLAN"), "core", "corf"));
            assertThat(plan)
                    .contains("using name_part_by_part", "Index Cond")
                    .doesNotContain("Sort")
                    .doesNotContain("Seq Scan");
        });
    }
}
