// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.estate.TenantStore;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant =
            database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", Instant.EPOCH));

    @AfterEach
    void close() {
        database.close();
    }

    private void grow(int from, int to) {
        database.runInTenant(tenant, tx -> tx.update("""
                        insert into package (tenant_id, type, name)
                        select current_tenant(), 'npm', 'p' || n from generate_series(?::int, ?::int) n
                        """, from, to));
    }

    private double believed() {
        return database.inTenant(
                tenant,
                tx -> tx.one(
                        "select reltuples from pg_class where oid = 'pomona.package'::regclass",
                        row -> row.optionalDecimal("reltuples")));
    }

    /// PostgreSQL counts what changes a moment after it has changed.
    private void renewUntilBelieved(int rows) throws InterruptedException {
        for (int attempt = 0; attempt < 100 && believed() != rows; attempt++) {
            database.renewStatistics();
            Thread.sleep(100);
        }
        assertThat(believed()).isEqualTo(rows);
    }

    @Test
    void aTableThatGrewIsCountedAgainAndOneThatDidNotIsLeftAlone() throws InterruptedException {
        grow(1, 1000);
        renewUntilBelieved(1000);
        grow(1001, 1100);
        Thread.sleep(1500);
        assertThat(database.renewStatistics()).doesNotContain("package");
        assertThat(believed()).isEqualTo(1000);
        grow(1101, 2000);
        renewUntilBelieved(2000);
    }
}
