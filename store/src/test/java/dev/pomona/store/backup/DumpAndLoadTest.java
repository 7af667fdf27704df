// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.identity.PersonStore;
import dev.pomona.store.reading.ChangeReading;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DumpAndLoadTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    /// All that a text can hold and that a text format has to write another way.
    private static final String HOSTILE = "tab\t line\n return\r back\\slash \\N \\. ‮ 😀 '\"";

    private final String user = TestDatabase.server().user();
    private final String password = TestDatabase.server().password();

    private Database migrated(String url) {
        Migrations.run(url, user, password);
        return Database.open(url, user, password, 4);
    }

    private record Dumped(Contents contents, Map<String, byte[]> rows) {}

    private Dumped dump(String url) throws IOException {
        try (var dump = DatabaseDump.open(url, user, password)) {
            return dump(dump);
        }
    }

    private static Dumped dump(DatabaseDump dump) throws IOException {
        Contents contents = dump.contents();
        var rows = new LinkedHashMap<String, byte[]>();
        for (Contents.Table table : contents.tables()) {
            var out = new ByteArrayOutputStream();
            dump.copy(table, out);
            rows.put(table.name(), out.toByteArray());
        }
        return new Dumped(contents, rows);
    }

    private void load(String url, Dumped dumped) throws IOException {
        try (var load = DatabaseLoad.open(url, user, password)) {
            load.prepare(dumped.contents());
            for (Contents.Table table : dumped.contents().tables()) {
                load.copy(table, new ByteArrayInputStream(dumped.rows().get(table.name())));
            }
            load.commit(dumped.contents());
            load.analyze();
        }
        Migrations.run(url, user, password);
    }

    private static TenantId withPeople(Database database) {
        TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", HOSTILE, NOW));
        database.runInTenant(tenant, tx -> {
            new PersonStore(tx).addLocal("ada", "hash", List.of("ADMIN"));
            new PersonStore(tx).addLocal("bob", "hash", List.of("ADMIN"));
            tell(tx, "first");
        });
        return tenant;
    }

    private static void tell(dev.pomona.store.sql.Tx tx, String key) {
        tx.update("""
                insert into outbox (tenant_id, topic, key, payload, created_at)
                values (current_tenant(), 't', ?, '{}', ?)""", key, NOW);
    }

    private static List<ChangeReading.Change> changes(Database database, TenantId tenant, String after) {
        return database.inTenant(tenant, tx -> new ChangeReading(tx).page(after, "", 10))
                .items();
    }

    @Test
    void whatIsLoadedIsWhatWas() throws IOException {
        String from = TestDatabase.freshUrl();
        String to = TestDatabase.freshUrl();
        Dumped before;
        TenantId tenant;
        String place;
        try (Database database = migrated(from)) {
            tenant = withPeople(database);
            place = changes(database, tenant, null).getLast().place();
            before = dump(from);
        }
        load(to, before);
        Dumped after = dump(to);
        assertThat(after.contents().tables()).isEqualTo(before.contents().tables());
        assertThat(after.contents().steps()).isEqualTo(before.contents().steps());
        assertThat(after.contents().sequences()).isEqualTo(before.contents().sequences());
        var rows = new LinkedHashMap<>(after.rows());
        rows.put("installation", before.rows().get("installation"));
        assertThat(hex(rows)).isEqualTo(hex(before.rows()));
        try (Database database = Database.open(to, user, password, 4)) {
            assertThat(database.inTenant(tenant, tx -> new TenantStore(tx).own())
                            .name())
                    .isEqualTo(HOSTILE);
            assertThat(database.inTenant(tenant, tx -> new PersonStore(tx).addLocal("eve", "hash", List.of()))
                            .id())
                    .as("numbers go on where they were")
                    .isEqualTo(3);
            assertThatThrownBy(() -> database.runAs(Purpose.FEED, tx -> tx.update("delete from person")))
                    .isInstanceOf(StoreException.class);
            database.runInTenant(tenant, tx -> tell(tx, "second"));
            assertThat(changes(database, tenant, place))
                    .as("who remembers a place reads on there")
                    .extracting(ChangeReading.Change::key)
                    .containsExactly("second");
        }
    }

    /// From the first of which there are backups.
    private static final List<String> LEVELS = List.of("0018-installation", "0021-teams", "0024-golden-images");

    @Test
    void aBackupOfAnOlderProgramIsBroughtUpToDate() throws Exception {
        List<Migrations.Step> steps;
        String newest = TestDatabase.freshUrl();
        try (Database _ = migrated(newest)) {
            steps = dump(newest).contents().steps().stream()
                    .sorted(Comparator.comparing(Migrations.Step::name))
                    .toList();
        }
        for (String level : LEVELS) {
            List<Migrations.Step> older = steps.stream()
                    .takeWhile(step -> step.name().compareTo(level) <= 0)
                    .toList();
            assertThat(older).as(level).last().extracting(Migrations.Step::name).isEqualTo(level);
            assertThat(older.size()).isLessThan(steps.size());
            String from = TestDatabase.freshUrl();
            try (var connection = DriverManager.getConnection(from, user, password)) {
                connection.setAutoCommit(false);
                Migrations.runExactly(connection, older);
                try (var statement = connection.createStatement()) {
                    statement.execute("set local search_path = pomona");
                    statement.execute(OLD_ROWS);
                }
                connection.commit();
            }
            String to = TestDatabase.freshUrl();
            load(to, dump(from));
            assertThat(Migrations.isCurrent(to, user, password)).as(level).isTrue();
            assertThat(dump(to).contents().steps()).as(level).containsExactlyInAnyOrderElementsOf(steps);
            try (Database database = Database.open(to, user, password, 4)) {
                TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).find("acme"))
                        .orElseThrow();
                List<String> findings = database.inTenant(tenant, tx -> tx.all("""
                        select a.digest || ' ' || f.rule || ' ' || p.key || ' ' || f.severity as t
                        from finding f join artifact a on a.id = f.artifact_id join project p on p.id = f.project_id
                        """, row -> row.text("t")));
                assertThat(findings).as(level).containsExactly("sha256:1 CVE-1 shop 4");
                assertThat(changes(database, tenant, null))
                        .as("what was told before is told still: " + level)
                        .extracting(ChangeReading.Change::key)
                        .containsExactly("old");
                database.runInTenant(tenant, tx -> tell(tx, "new"));
                assertThat(changes(database, tenant, null))
                        .extracting(ChangeReading.Change::key)
                        .containsExactly("old", "new");
                assertThatThrownBy(() -> database.runAs(Purpose.FEED, tx -> tx.update("delete from person")))
                        .as("purposes may what they may now: " + level)
                        .isInstanceOf(StoreException.class);
            }
        }
    }

    /// Of the tables that every level has.
    private static final String OLD_ROWS = """
            insert into tenant (id, key, name, created_at) overriding system value values (1, 'acme', 'Acme', now());
            insert into project (tenant_id, id, key, name, created_at) overriding system value
                values (1, 1, 'shop', 'Shop', now());
            insert into artifact (tenant_id, id, project_id, kind, name, digest, first_seen, last_seen)
                overriding system value values (1, 1, 1, 'image', 'shop', 'sha256:1', now(), now());
            insert into finding (tenant_id, artifact_id, project_id, kind, rule, fingerprint, severity, title, location,
                valid_from, known_from)
                values (1, 1, 1, 'VULNERABILITY', 'CVE-1', '\\x01', 4, 't', '', now(), now());
            insert into outbox (tenant_id, topic, key, payload, created_at) values (1, 't', 'old', '{}', now());
            """;

    private static Map<String, String> hex(Map<String, byte[]> rows) {
        var hex = new LinkedHashMap<String, String>();
        rows.forEach((name, bytes) -> hex.put(name, HexFormat.of().formatHex(bytes)));
        return hex;
    }

    @Test
    void whatIsCommittedMeanwhileIsNotSeenHalf() throws IOException {
        String url = TestDatabase.freshUrl();
        try (Database database = migrated(url)) {
            TenantId tenant = withPeople(database);
            try (var dump = DatabaseDump.open(url, user, password)) {
                dump.contents();
                database.runInTenant(tenant, tx -> {
                    new PersonStore(tx).addLocal("late", "hash", List.of());
                    tell(tx, "late");
                });
                Dumped dumped = dump(dump);
                assertThat(new String(dumped.rows().get("person")))
                        .contains("ada")
                        .doesNotContain("late");
                assertThat(new String(dumped.rows().get("outbox")))
                        .contains("first")
                        .doesNotContain("late");
            }
        }
    }

    @Test
    void nothingHappensWithoutACommit() throws IOException {
        String from = TestDatabase.freshUrl();
        String to = TestDatabase.freshUrl();
        try (Database database = migrated(from);
                Database other = migrated(to)) {
            withPeople(database);
            withPeople(other);
            Dumped dumped = dump(from);
            Map<String, String> there = hex(dump(to).rows());
            try (var load = DatabaseLoad.open(to, user, password)) {
                assertThat(load.isEmpty()).isFalse();
                assertThat(load.isInUse()).isTrue();
                load.prepare(dumped.contents());
                Contents.Table person = dumped.contents().tables().stream()
                        .filter(table -> table.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
                assertThatThrownBy(() -> load.copy(person, new ByteArrayInputStream("no row\n".getBytes())))
                        .isInstanceOf(StoreException.class);
            }
            assertThat(hex(dump(to).rows())).isEqualTo(there);
        }
    }

    @Test
    void rowsThatPointAtNothingAreRefused() throws IOException {
        String from = TestDatabase.freshUrl();
        try (Database database = migrated(from)) {
            withPeople(database);
        }
        Dumped dumped = dump(from);
        var broken = new LinkedHashMap<>(dumped.rows());
        broken.put("tenant", new byte[0]);
        String to = TestDatabase.freshUrl();
        assertThatThrownBy(() -> load(to, new Dumped(dumped.contents(), broken)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not fit together");
        try (var load = DatabaseLoad.open(to, user, password)) {
            assertThat(load.isEmpty()).isTrue();
        }
    }

    @Test
    void aSchemaOfANewerProgramIsRefusedAndOfAnOlderOneIsBroughtUpToDate() throws IOException {
        String from = TestDatabase.freshUrl();
        try (Database database = migrated(from)) {
            withPeople(database);
        }
        Dumped dumped = dump(from);
        var steps = new ArrayList<>(dumped.contents().steps());
        steps.add(new Migrations.Step("9999-future", "00"));
        assertThatThrownBy(() ->
                        load(TestDatabase.freshUrl(), new Dumped(with(dumped.contents(), steps), dumped.rows())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer program");
        assertThatThrownBy(() -> load(
                        TestDatabase.freshUrl(),
                        new Dumped(
                                with(dumped.contents(), List.of(new Migrations.Step("0001-purposes", "00"))),
                                Map.of())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("changed after it ran");
    }

    private static Contents with(Contents contents, List<Migrations.Step> steps) {
        return new Contents(
                contents.postgres(), steps, contents.tables(), contents.sequences(), contents.changeNumber());
    }

    @Test
    void aDatabaseOfSomebodyElseIsSaidToBeOne() {
        String url = TestDatabase.freshUrl();
        try (var dump = DatabaseDump.open(url, user, password)) {
            assertThatThrownBy(dump::contents).hasMessageContaining("nothing of Pomona");
        }
    }
}
