// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.identity.PersonStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final String url = TestDatabase.freshUrl();
    private final Database database = open();
    private final TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));

    private Database open() {
        var server = TestDatabase.server();
        Migrations.run(url, server.user(), server.password());
        return Database.open(url, server.user(), server.password(), 4);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// Stands for a signature with a key that the database does not have.
    private static byte[] sign(byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private AuditStore.Check verify() {
        return verify(Optional.empty());
    }

    private AuditStore.Check verify(Optional<AuditStore.Last> known) {
        return database.inTenant(
                tenant,
                tx -> new AuditStore(tx)
                        .verify((message, signature) -> Arrays.equals(sign(message), signature), known));
    }

    private void add(int entries) {
        for (int i = 0; i < entries; i++) {
            int number = i;
            database.runInTenant(
                    tenant,
                    tx -> new AuditStore(tx)
                            .add("jane", "policy-set", "policy " + number, "{}", NOW, AuditStoreTest::sign));
        }
    }

    private void asOperator(String sql) throws SQLException {
        var server = TestDatabase.server();
        try (var connection = DriverManager.getConnection(url, server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertHolds(int entries) {
        assertThat(verify().problem()).isEmpty();
        assertThat(verify().entries()).isEqualTo(entries);
    }

    @Test
    void aTrailThatNobodyTouchedHolds() {
        assertHolds(0);
        add(5);
        assertHolds(5);
    }

    @Test
    void everyChangedColumnShows() throws SQLException {
        add(4);
        for (String change : List.of(
                "seq = seq + 100",
                "at = at + interval '1 microsecond'",
                "actor = 'joe'",
                "action = 'policy-get'",
                "subject = 'policy 9'",
                "detail = '{\"a\":1}'",
                "previous = '\\x00'",
                "hash = '\\x00'")) {
            asOperator("create table pomona.saved as select * from pomona.audit");
            asOperator("update pomona.audit set %s where seq = 2".formatted(change));
            assertThat(verify().problem()).as(change).isPresent();
            asOperator("delete from pomona.audit");
            asOperator("insert into pomona.audit select * from pomona.saved");
            asOperator("drop table pomona.saved");
            assertThat(verify().problem()).isEmpty();
        }
        for (String change : List.of("seq = 3", "hash = '\\x00'", "signature = '\\x00'")) {
            asOperator("create table pomona.saved as select * from pomona.audit_head");
            asOperator("update pomona.audit_head set " + change);
            assertThat(verify().problem()).as(change).isPresent();
            asOperator("delete from pomona.audit_head");
            asOperator("insert into pomona.audit_head select * from pomona.saved");
            asOperator("drop table pomona.saved");
        }
    }

    @Test
    void rowsThatAreGoneShow() throws SQLException {
        add(4);
        asOperator("delete from pomona.audit where seq = 4");
        assertThat(verify().problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("signed at 4"));
        // the operator makes the end fit, but can't sign it
        asOperator("update pomona.audit_head h set seq = a.seq, hash = a.hash from pomona.audit a where a.seq = 3");
        assertThat(verify().problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("not ours"));
        asOperator("delete from pomona.audit_head");
        assertThat(verify().problem()).isPresent();
    }

    @Test
    void rowsThatWerePutInOrChangedPlacesShow() throws SQLException {
        add(4);
        asOperator("create table pomona.saved as select * from pomona.audit");
        String row =
                "insert into pomona.audit select tenant_id, %s, at, actor, action, %s, detail, %s, hash from pomona.saved";
        for (String change : List.of(
                // one more at the end, which follows on the one before
                row.formatted("5", "'policy 9'", "hash") + " where seq = 4",
                // one more in the middle, and all behind it moved on
                "delete from pomona.audit where seq > 2; "
                        + row.formatted("3", "'policy 9'", "previous") + " where seq = 2; "
                        + row.formatted("seq + 1", "subject", "previous") + " where seq > 2",
                // two that changed places, with and without their hashes
                "delete from pomona.audit where seq in (2, 3); " + row.formatted("5 - seq", "subject", "previous")
                        + " where seq in (2, 3)",
                "update pomona.audit a set subject = s.subject from pomona.saved s where a.seq in (2, 3) and s.seq = 5 - a.seq",
                // the first is gone, and all others moved up
                "delete from pomona.audit; " + row.formatted("seq - 1", "subject", "previous") + " where seq > 1")) {
            asOperator(change);
            assertThat(verify().problem()).as(change).isPresent();
            asOperator("delete from pomona.audit");
            asOperator("insert into pomona.audit select * from pomona.saved");
            assertThat(verify().problem()).isEmpty();
        }
    }

    @Test
    void aTrailThatIsWrittenAnewByWhoHasNotTheKeyShows() throws SQLException {
        add(4);
        asOperator("create table pomona.saved as select * from pomona.audit_head");
        asOperator("delete from pomona.audit; delete from pomona.audit_head");
        for (int i = 0; i < 4; i++) {
            database.runInTenant(
                    tenant, tx -> new AuditStore(tx).add("joe", "nothing", "nothing", "{}", NOW, message -> message));
        }
        assertThat(verify().problem()).as("his own signature").isPresent();
        asOperator("delete from pomona.audit_head; insert into pomona.audit_head select * from pomona.saved");
        assertThat(verify().problem()).as("the old signature").isPresent();
    }

    @Test
    void anOldEndThatIsPutBackShowsToWhoRemembers() throws SQLException {
        add(3);
        asOperator("create table pomona.saved as select * from pomona.audit_head");
        add(2);
        var known = verify().last();
        asOperator("delete from pomona.audit where seq > 3; delete from pomona.audit_head;"
                + " insert into pomona.audit_head select * from pomona.saved");
        assertThat(verify().problem()).as("all that is left is whole").isEmpty();
        assertThat(verify(known).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("entry 5"));
        for (int i = 0; i < 2; i++) {
            database.runInTenant(
                    tenant, tx -> new AuditStore(tx).add("joe", "other", "other", "{}", NOW, AuditStoreTest::sign));
        }
        assertThat(verify(known).problem()).as("another entry 5").isPresent();
        assertThat(verify(verify().last()).problem()).isEmpty();
        assertThat(verify(Optional.of(new AuditStore.Last(2, "00"))).problem()).isPresent();
    }

    @Test
    void whatIsAddedMeanwhileIsNoFault() throws Exception {
        add(1);
        var isOver = new AtomicBoolean();
        try (var writer = Executors.newSingleThreadExecutor()) {
            var writing = writer.submit(() -> {
                while (!isOver.get()) add(1);
            });
            for (int i = 0; i < 10; i++) assertThat(verify().problem()).isEmpty();
            isOver.set(true);
            writing.get();
        }
    }

    @Test
    void aTrailThatIsGoneAltogetherShows() throws SQLException {
        add(2);
        database.runInTenant(tenant, tx -> new PersonStore(tx).addLocal("jane", "x", List.of("ADMIN")));
        asOperator("delete from pomona.audit; delete from pomona.audit_head");
        assertThat(verify().problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("gone"));
    }

    @Test
    void nobodyButTheOperatorChangesOrRemovesAnEntry() {
        add(2);
        for (Purpose purpose : Purpose.values()) {
            for (String change : List.of(
                    "update audit set subject = 'x'",
                    "update audit set hash = hash",
                    "delete from audit",
                    "truncate audit",
                    "delete from audit_head",
                    "alter table audit disable trigger all",
                    "drop table audit")) {
                if (purpose == Purpose.REMOVAL && change.startsWith("delete")) {
                    // it may, of organisations that have ended
                    assertThat(database.<Integer>as(purpose, tenant, tx -> tx.update(change)))
                            .isZero();
                    continue;
                }
                assertThatThrownBy(() -> {
                            if (purpose == Purpose.TENANT) database.runInTenant(tenant, tx -> tx.update(change));
                            else database.runAs(purpose, tx -> tx.update(change));
                        })
                        .as(purpose + ": " + change)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("42501");
            }
        }
        assertThat(verify().problem()).isEmpty();
    }

    @Test
    void rowsOfAnotherTenantDoNotFit() throws SQLException {
        add(2);
        TenantId other = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("umbrella", "Umbrella", NOW));
        asOperator(
                "insert into pomona.audit select %d, seq, at, actor, action, subject, detail, previous, hash from pomona.audit"
                        .formatted(other.value()));
        assertThat(database.<AuditStore.Check>inTenant(other, tx -> new AuditStore(tx).verify((_, _) -> true))
                        .problem())
                .isPresent();
    }

    @Test
    void entriesWrittenAtOnceFormOneTrail() throws Exception {
        try (var people = Executors.newFixedThreadPool(4)) {
            Callable<Boolean> person = () -> {
                add(5);
                return true;
            };
            people.invokeAll(List.of(person, person, person, person))
                    .forEach(future -> assertThat(future.resultNow()).isTrue());
        }
        assertHolds(20);
    }
}
