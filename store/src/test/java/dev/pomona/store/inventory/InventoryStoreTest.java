// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Purl;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InventoryStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int LARGE = 40_000;

    private final Database database = TestDatabase.fresh();
    private final TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));

    @AfterEach
    void close() {
        database.close();
    }

    private static Occurrence occurrence(int number) {
        String purl = "pkg:npm/lib-" + number + "@1.0.0";
        return new Occurrence(
                Purl.parse(purl), "RUNTIME", true, "", null, null, List.of(), List.of("npm/lib-" + number));
    }

    private InventoryStore.Change put(String artifact, int from, int to) {
        return database.inTenant(tenant, tx -> {
            tx.expectFewRows();
            var inventory = new InventoryStore(tx);
            inventory.stage(each -> IntStream.range(from, to)
                    .mapToObj(InventoryStoreTest::occurrence)
                    .forEach(each));
            var found = new ArtifactStore(tx)
                    .see(
                            new ArtifactStore.Seen("p", "image", artifact, "1", "sha256:" + artifact, null, null),
                            NOW,
                            NOW);
            return inventory.replace(found.artifact().id());
        });
    }

    @Test
    void saysWhatIsNewHereAndWhatIsNewToAll() {
        assertThat(put("a", 0, 10)).isEqualTo(new InventoryStore.Change(10, 10, 10, 0));
        assertThat(put("a", 0, 10)).isEqualTo(new InventoryStore.Change(0, 10, 0, 0));
        assertThat(put("a", 5, 12)).isEqualTo(new InventoryStore.Change(2, 7, 2, 5));
        assertThat(put("b", 8, 14)).isEqualTo(new InventoryStore.Change(2, 6, 6, 0));
        assertThat(put("a", 0, 0)).isEqualTo(new InventoryStore.Change(0, 0, 0, 7));
    }

    /// Plans for few rows would compare each of the one with each of the other.
    @Test
    @Timeout(120)
    void aLargeBillTakesThePlaceOfALargeOneThoughAllBeforeWereSmall() {
        for (int i = 0; i < 100; i++) put("small" + i, i, i + 5);
        assertThat(put("large", 0, LARGE).added()).isEqualTo(LARGE);
        assertThat(put("large", 1, LARGE + 1)).isEqualTo(new InventoryStore.Change(1, LARGE, 1, 1));
        assertThat(put("small", 0, 5)).isEqualTo(new InventoryStore.Change(0, 5, 5, 0));
    }
}
