// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.RowsOfTenants;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two organisations with rows in every table there is, of which one ends.
class RemovalStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final TenantId GOING = new TenantId(1);
    private static final TenantId STAYING = new TenantId(2);

    private String url;
    private Database database;

    @BeforeEach
    void fill() throws SQLException {
        url = TestDatabase.freshUrl();
        var server = TestDatabase.server();
        Migrations.run(url, server.user(), server.password());
        database = Database.open(url, server.user(), server.password(), 4);
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (TenantId tenant : List.of(GOING, STAYING)) {
                for (String insert : RowsOfTenants.fill(tenant.value())) statement.execute(insert);
            }
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Connection connect() throws SQLException {
        var server = TestDatabase.server();
        Connection connection = DriverManager.getConnection(url, server.user(), server.password());
        connection.setSchema("pomona");
        return connection;
    }

    /// How many rows a tenant has in each table that has tenants, by the catalogue.
    private Map<String, Long> rows(TenantId tenant) throws SQLException {
        var rows = new TreeMap<String, Long>();
        try (Connection connection = connect();
                var tables = connection.createStatement();
                var names = tables.executeQuery("""
                        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = 'pomona'::regnamespace and c.relkind in ('r', 'p')
                          and a.attname = 'tenant_id' and not a.attisdropped
                        """)) {
            while (names.next()) {
                try (var statement = connection.createStatement();
                        var count = statement.executeQuery("select count(*) from %s where tenant_id = %d"
                                .formatted(names.getString(1), tenant.value()))) {
                    count.next();
                    rows.put(names.getString(1), count.getLong(1));
                }
            }
        }
        return rows;
    }

    private <T> T in(TenantId tenant, Function<RemovalStore, T> work) {
        return database.as(Purpose.REMOVAL, tenant, tx -> work.apply(new RemovalStore(tx)));
    }

    private RemovalStore.Removal end(String key) {
        return database.as(
                Purpose.REMOVAL,
                tx -> new RemovalStore(tx).end(key, "test", NOW).orElseThrow());
    }

    private void finish(TenantId tenant) {
        in(tenant, store -> {
            store.finish(NOW);
            return true;
        });
    }

    private List<TenantId> living() {
        return database.as(Purpose.FEED, tx -> new TenantStore(tx).all());
    }

    private void removeAll(int most) {
        for (RemovalStore.Kind kind : RemovalStore.KINDS) {
            long place = 0;
            RemovalStore.Some some;
            do {
                long from = place;
                some = in(GOING, store -> store.remove(kind, from, most));
                assertThat(some.gone()).isLessThanOrEqualTo(most);
                place = some.place();
            } while (some.gone() > 0);
        }
    }

    @Test
    void nothingIsLeftOfOneAndAllOfTheOther() throws SQLException {
        Map<String, Long> before = rows(GOING);
        Map<String, Long> others = rows(STAYING);
        assertThat(before).as("every table has rows").doesNotContainValue(0L);
        assertThat(RemovalStore.KINDS)
                .extracting(RemovalStore.Kind::table)
                .containsExactlyInAnyOrderElementsOf(before.keySet());
        end("t1");
        removeAll(1);
        assertThat(rows(GOING).values()).containsOnly(0L);
        finish(GOING);
        assertThat(rows(STAYING)).isEqualTo(others);
        assertThat(living()).containsExactly(STAYING);
        RemovalStore.Removal told = in(GOING, store -> store.find(GOING).orElseThrow());
        assertThat(told.gone())
                .isEqualTo(before.values().stream().mapToLong(n -> n).sum());
        assertThat(told.goneAt()).isEqualTo(NOW);
    }

    @Test
    void whatHasNotEndedCantBeReached() throws SQLException {
        Map<String, Long> before = rows(STAYING);
        end("t1");
        for (RemovalStore.Kind kind : RemovalStore.KINDS) {
            assertThat(in(STAYING, store -> store.remove(kind, 0, 100)).gone())
                    .as(kind.table())
                    .isZero();
            for (TenantId transaction : List.of(GOING, STAYING)) {
                assertThat(database.<Integer>as(
                                Purpose.REMOVAL,
                                transaction,
                                tx -> tx.update("delete from %s where tenant_id = 2".formatted(kind.table()))))
                        .as(kind.table())
                        .isZero();
            }
        }
        finish(STAYING);
        assertThat(rows(STAYING)).isEqualTo(before);
        assertThat(living()).containsExactly(STAYING);
    }

    @Test
    void theLastOneStays() {
        assertThat(database.<Boolean>as(
                        Purpose.REMOVAL,
                        tx -> new RemovalStore(tx).end("nobody", "test", NOW).isPresent()))
                .isFalse();
        RemovalStore.Removal first = end("t1");
        assertThat(end("t1")).as("asking again changes nothing").isEqualTo(first);
        assertThatThrownBy(() -> end("t2")).isInstanceOf(RemovalStore.LastException.class);
        assertThat(this.<List<RemovalStore.Removal>>in(GOING, RemovalStore::underWay))
                .containsExactly(first);
    }

    @Test
    void whatSomebodyBringsMeanwhileIsNoticed() {
        end("t1");
        removeAll(1000);
        database.runInTenant(
                GOING,
                tx -> tx.update(
                        "insert into project (tenant_id, key, name, created_at) values (1, 'late', 'late', now())"));
        assertThatThrownBy(() -> finish(GOING))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isPointedAt()).isTrue());
        removeAll(1000);
        finish(GOING);
        assertThat(living()).containsExactly(STAYING);
    }

    @Test
    void whatWaitsForReceiversOfItHoldsUpNobody() throws SQLException {
        Instant later = Instant.now().plusSeconds(60);
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (int i = 1; i <= 20; i++) {
                statement.execute(RowsOfTenants.insert("outbox", GOING.value(), 100, 1000 + i));
                statement.execute("insert into delivery (tenant_id, outbox_id, webhook_id, topic, key, due_at)"
                        + " values (1, %d, 100, 't', 'k%d', now() - interval '1 hour')".formatted(1000 + i, i));
            }
        }
        end("t1");
        List<OutboxStore.Delivery> taken =
                database.as(Purpose.DELIVERY, tx -> new OutboxStore(tx).take(later, later.plusSeconds(120), 5));
        assertThat(taken).extracting(OutboxStore.Delivery::tenant).containsExactly(STAYING);
    }

    @Test
    void onlyOneIsAtItAtATime() {
        end("t1");
        assertThat(this.<Boolean>in(GOING, first -> first.takeTurn() && !in(GOING, RemovalStore::takeTurn)))
                .isTrue();
        assertThat(this.<Boolean>in(GOING, RemovalStore::takeTurn)).isTrue();
    }
}
