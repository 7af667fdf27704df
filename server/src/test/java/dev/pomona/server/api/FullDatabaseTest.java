// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import dev.pomona.server.ingest.Ingest;
import dev.pomona.server.judge.Snapshots;
import dev.pomona.server.web.Spool;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.StoreException;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk of the database that is full at the worst moment: at each table that an upload writes, and
/// when all of it is to be kept.
class FullDatabaseTest {

    private static final String FULL = "raise exception 'could not extend file' using errcode = '53100'";

    @TempDir
    Path folder;

    @Test
    void anUploadIsKeptWholeOrRefusedWhole() throws Exception {
        new World(folder, Clock.systemUTC())
                .learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z")
                .fetch();
        try (TestServer server = TestServer.start(folder.resolve("cache")).withAdministrator();
                var rows = new TenantRows(server.databaseUrl())) {
            String token = server.token("read", "push", "deploy", "gate", "policy");
            assertThat(server.send(server.as(token, "PUT", "/api/v1/environments/prod", "{}"))
                            .statusCode())
                    .isEqualTo(200);
            rows.execute("create function pomona.is_full() returns trigger language plpgsql as 'begin %s; end'"
                    .formatted(FULL.replace("'", "''")));
            int number = 0;
            var refused = new TreeSet<String>();
            for (String table : rows.tables()) {
                // that a token was used is written before anything else
                if (table.equals("api_token")) continue;
                for (String when : List.of("after insert or update", "deferred")) {
                    String trigger = when.equals("deferred")
                            ? "create constraint trigger is_full after insert or update on pomona.%s deferrable initially deferred for each row execute function pomona.is_full()"
                            : "create trigger is_full after insert or update on pomona.%s for each row execute function pomona.is_full()";
                    rows.execute(trigger.formatted(table));
                    var before = allButDocuments(rows);
                    HttpResponse<String> answer = upload(server, token, ++number);
                    rows.execute("drop trigger is_full on pomona." + table);
                    // this one an upload does not write
                    if (answer.statusCode() == 201) break;
                    refused.add(table);
                    assertThat(answer.statusCode())
                            .as(table + " " + answer.body())
                            .isEqualTo(503);
                    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    assertThat(json(answer).text("detail")).contains("disk of the database is full");
                    assertThat(allButDocuments(rows)).as(table + " " + when).isEqualTo(before);
                    assertThat(upload(server, token, number).statusCode())
                            .as(table)
                            .isEqualTo(201);
                }
            }
            // what was kept and not read was read when it came again, each once
            assertThat(rows.texts("select state || count(*) from pomona.document group by state"))
                    .containsExactly("JUDGED" + number);
            assertThat(refused)
                    .contains(
                            "artifact",
                            "component",
                            "component_match",
                            "document",
                            "finding",
                            "finding_event",
                            "occurrence",
                            "package",
                            "package_name",
                            "project");
        }
    }

    /// The bytes of a document may be kept before it is read; nothing may follow from it.
    private static SortedMap<String, String> allButDocuments(TenantRows rows) throws SQLException {
        var digests = rows.digests("true");
        digests.remove("document");
        digests.put(
                "outbox",
                rows.texts("select count(*) || coalesce(max(id), 0)::text from pomona.outbox where topic <> 'document'")
                        .getFirst());
        return digests;
    }

    @Test
    void aDocumentThatIsKeptOutlivesAFullDisk() throws Exception {
        new World(folder, Clock.systemUTC()).fetch();
        try (TestServer server = TestServer.start(folder.resolve("cache")).withAdministrator();
                var rows = new TenantRows(server.databaseUrl());
                Database database = Database.open(
                        server.databaseUrl(),
                        TestDatabase.server().user(),
                        TestDatabase.server().password(),
                        2)) {
            String token = server.token("push");
            rows.execute("create function pomona.is_full() returns trigger language plpgsql as 'begin %s; end'"
                    .formatted(FULL.replace("'", "''")));
            rows.execute("create trigger is_full before insert on pomona.artifact execute function pomona.is_full()");
            assertThat(upload(server, token, 1).statusCode()).isEqualTo(503);
            var snapshots = new Snapshots(SnapshotStore.open(folder.resolve("cache")));
            var ingest = new Ingest(database, snapshots, Clock.systemUTC(), "1");
            var spool = Spool.open(folder.resolve("other-node"), 1 << 26);
            TenantId tenant = new TenantId(
                    Long.parseLong(rows.texts("select id from pomona.tenant").getFirst()));
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> ingest.resume(tenant, spool)).isInstanceOf(StoreException.class);
            }
            rows.execute("drop trigger is_full on pomona.artifact");
            assertThat(ingest.resume(tenant, spool)).isTrue();
            assertThat(rows.texts("select state from pomona.document")).containsExactly("JUDGED");
            assertThat(ingest.resume(tenant, spool)).isFalse();
        }
    }

    private static HttpResponse<String> upload(TestServer server, String token, int number) {
        return server.send(server.as(
                token,
                "POST",
                "/api/v1/documents?kind=image&project=p%d&artifact=sha256:%064x".formatted(number, number),
                bill("pkg:npm/left-pad@1.0.%d".formatted(number), "pkg:npm/other-%d@1.0.0".formatted(number))));
    }
}
