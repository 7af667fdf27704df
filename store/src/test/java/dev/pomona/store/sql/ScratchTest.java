// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.store.estate.TenantStore;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Tables of a transaction's own.
class ScratchTest {

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant =
            database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", Instant.EPOCH));

    @AfterEach
    void close() {
        database.close();
    }

    private static List<Long> in(Tx tx) {
        return tx.all("select number from passing order by number", row -> row.number("number"));
    }

    private static void put(Tx tx, long number) {
        tx.scratch("passing", "number bigint");
        assertThat(in(tx)).isEmpty();
        tx.update("insert into passing values (?)", number);
        assertThat(in(tx)).containsExactly(number);
    }

    @Test
    void isEmptyEachTimeInOneTransactionAndInTheNext() {
        // more often than there are connections
        for (int i = 0; i < 30; i++) {
            database.runInTenant(tenant, tx -> {
                put(tx, 1);
                put(tx, 2);
            });
        }
    }

    @Test
    void isEmptyAfterATransactionThatFailed() {
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> database.runInTenant(tenant, tx -> {
                        put(tx, 1);
                        throw new IllegalStateException("as it happens");
                    }))
                    .hasMessage("as it happens");
            database.runInTenant(tenant, tx -> put(tx, 2));
        }
    }

    @Test
    void isNoOtherTenantsToSee() {
        TenantId other = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("other", "Other", Instant.EPOCH));
        for (int i = 0; i < 30; i++) {
            database.runInTenant(tenant, tx -> put(tx, 1));
            database.runInTenant(other, tx -> put(tx, 2));
        }
    }
}
