// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.jobs;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.PASSWORD;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.DatabaseOptions;
import dev.pomona.server.Operator;
import dev.pomona.server.ServerOptions;
import dev.pomona.server.TestServer;
import dev.pomona.server.web.ProblemException;
import dev.pomona.store.estate.RemovalStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.store.sql.TransactionListener;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An organisation with people, tokens and documents is deleted while the server runs.
class RemovalTest {

    @TempDir
    Path folder;

    private ServerOptions options(TestServer server) {
        return TestServer.options(
                        folder.resolve("data"),
                        new DatabaseOptions(
                                server.databaseUrl(),
                                TestDatabase.server().user(),
                                TestDatabase.server().password()))
                .withKey(folder.resolve("data.key"), null);
    }

    private static String login(TestServer server, String tenant) {
        HttpResponse<String> answer =
                server.send(server.form("/login", "organisation", tenant, "name", "admin", "password", PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(303);
        server.takeSession(answer);
        return TestServer.cookie(answer);
    }

    private static String push(TestServer server, String token) {
        String bill = bill("pkg:npm/left-pad@1.0.0", "pkg:npm/right-pad@1.0.0", "pkg:npm/pad@3.0.0");
        HttpResponse<String> answer = server.send(server.as(
                token,
                "POST",
                "/api/v1/documents?project=shop&name=shop&kind=image&wait=20s&artifact=" + DIGEST,
                bill));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return token;
    }

    private static int me(TestServer server, String token) {
        return server.get(token, "/api/v1/me").statusCode();
    }

    private long rows(TestServer server) throws SQLException {
        return rows(server, 2);
    }

    private static long rows(TestServer server, int tenant) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        server.databaseUrl(),
                        TestDatabase.server().user(),
                        TestDatabase.server().password());
                var statement = connection.createStatement();
                var count = statement.executeQuery("""
                        select (select count(*) from pomona.component where tenant_id = %1$d)
                            + (select count(*) from pomona.audit where tenant_id = %1$d)
                            + (select count(*) from pomona.tenant where id = %1$d)
                        """.formatted(tenant))) {
            count.next();
            return count.getLong(1);
        }
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data").resolve("spool"))) {
            return files.toList();
        }
    }

    @Test
    void whoIsDeletedIsOutAtOnceAndGoneByAndBy() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"), Clock.systemUTC())
                        .withAdministrator();
                Operator operator = Operator.open(options(server))) {
            String first = push(server, server.token("read", "push", "admin"));
            String link = operator.tenants().add("acme", "Acme Inc");
            server.send(server.form("/setup", "key", link, "name", "admin", "password", PASSWORD));
            String session = login(server, "acme");
            String token = push(server, server.token("read", "push", "admin"));
            String other = operator.tenants().invite("acme");
            assertThat(me(server, token)).isEqualTo(200);
            assertThat(rows(server)).isGreaterThan(5);

            RemovalStore.Removal asked = operator.tenants().delete("acme", "test");
            assertThat(me(server, token)).as("tokens").isEqualTo(401);
            assertThat(server.send(server.request("/api/v1/me").header("Cookie", session))
                            .statusCode())
                    .as("sessions")
                    .isEqualTo(401);
            assertThat(server.send(server.form("/login", "organisation", "acme", "name", "admin", "password", PASSWORD))
                            .statusCode())
                    .as("passwords")
                    .isEqualTo(401);
            assertThat(server.send(server.form("/setup", "key", other, "name", "eve", "password", PASSWORD))
                            .statusCode())
                    .as("links")
                    .isEqualTo(404);
            assertThatThrownBy(() -> operator.tenants().invite("acme")).isInstanceOf(ProblemException.class);

            var told = new ArrayList<RemovalStore.Removal>();
            RemovalStore.Removal gone = operator.removal().complete(asked.id(), told::add);
            assertThat(gone.goneAt()).isNotNull();
            assertThat(gone.gone()).isGreaterThan(10);
            assertThat(rows(server)).isZero();
            assertThat(spooled()).isEmpty();
            assertThat(server.get(first, "/api/v1/artifacts/" + DIGEST).statusCode())
                    .isEqualTo(200);
            assertThat(json(server.get(first, "/api/v1/audit/verification")).text("problem"))
                    .isNull();
            assertThat(operator.tenants().deleted(0, 10)).containsExactly(gone);
            // the name is free again, and what comes under it is another
            operator.tenants().add("acme", "Acme again");
            assertThat(me(server, token)).isEqualTo(401);
        }
    }

    @Test
    void aServerGoesOnWithWhatWasBegun() throws Exception {
        RemovalStore.Removal asked;
        String database;
        try (TestServer server = TestServer.start(folder.resolve("data"), Clock.systemUTC())
                        .withAdministrator();
                Operator operator = Operator.open(options(server))) {
            database = server.databaseUrl();
            push(server, server.token("read", "push", "admin"));
            operator.tenants().add("acme", "Acme Inc");
            asked = operator.tenants().delete("main", "test");
        }
        try (TestServer server = TestServer.start(folder.resolve("data"), Clock.systemUTC(), database);
                Operator operator = Operator.open(options(server))) {
            assertThat(server.server().setupLink()).as("it is not made anew").isEmpty();
            long end = System.nanoTime() + 30_000_000_000L;
            while (operator.tenants().deleted(0, 1).getFirst().goneAt() == null && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertThat(operator.tenants().deleted(0, 1).getFirst().goneAt()).isNotNull();
            assertThat(operator.tenants().deleted(0, 1).getFirst().id()).isEqualTo(asked.id());
            assertThatThrownBy(() -> operator.tenants().delete("acme", "test"))
                    .as("the last")
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("only organisation");
        }
    }

    @Test
    void halfOfItIsDoneByOneAndTheRestByAnother() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"), Clock.systemUTC())
                        .withAdministrator();
                var database = Database.open(
                        server.databaseUrl(),
                        TestDatabase.server().user(),
                        TestDatabase.server().password(),
                        2);
                Operator operator = Operator.open(options(server))) {
            push(server, server.token("read", "push", "admin"));
            operator.tenants().add("acme", "Acme Inc");
            TenantId main = operator.tenants().delete("main", "test").id();
            // as if it had been killed in the middle
            Map<String, Long> kinds = new TreeMap<>();
            for (RemovalStore.Kind kind : RemovalStore.KINDS.subList(0, 20)) {
                RemovalStore.Some some =
                        database.as(Purpose.REMOVAL, main, tx -> new RemovalStore(tx).remove(kind, 0, 1));
                kinds.put(kind.table(), (long) some.gone());
            }
            assertThat(kinds.values()).contains(1L);
            assertThat(new Removal(database, Clock.systemUTC(), 1)
                            .complete(main, _ -> {})
                            .goneAt())
                    .isNotNull();
        }
    }

    @Test
    void whatIsBroughtInTheMiddleGoesToo() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"), Clock.systemUTC())
                        .withAdministrator();
                var database = Database.open(
                        server.databaseUrl(),
                        TestDatabase.server().user(),
                        TestDatabase.server().password(),
                        2);
                Operator operator = Operator.open(options(server))) {
            push(server, server.token("read", "push", "admin"));
            operator.tenants().add("acme", "Acme Inc");
            TenantId main = operator.tenants().delete("main", "test").id();
            var isBrought = new AtomicBoolean();
            database.listen(_ -> {
                // somebody who had begun before: it points at what is still there, and what is like it has gone
                if (!isBrought.get() && bring(server)) isBrought.set(true);
                return new Quiet();
            });
            assertThat(new Removal(database, Clock.systemUTC(), 1)
                            .complete(main, _ -> {})
                            .goneAt())
                    .isNotNull();
            assertThat(isBrought).isTrue();
            assertThat(rows(server, 1)).isZero();
        }
    }

    private static boolean bring(TestServer server) {
        try (var connection = DriverManager.getConnection(
                        server.databaseUrl(),
                        TestDatabase.server().user(),
                        TestDatabase.server().password());
                var statement = connection.createStatement()) {
            return statement.executeUpdate("""
                    insert into pomona.occurrence (tenant_id, artifact_id, component_id, scope, is_direct)
                    select 1, a.id, c.id, 'RUNTIME', true from pomona.artifact a, pomona.component c
                    where a.tenant_id = 1 and c.tenant_id = 1
                      and not exists (select from pomona.occurrence where tenant_id = 1)
                      and (select count(*) from pomona.component where tenant_id = 1) < 3 limit 1
                    """) > 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Quiet() implements TransactionListener.Running {

        @Override
        public void failed(Throwable cause) {}

        @Override
        public void close() {}
    }
}
