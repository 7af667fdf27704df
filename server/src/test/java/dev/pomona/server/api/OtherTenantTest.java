// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody of another organisation, who may do everything there and knows every id, digest and key
/// here: every route there is tells him nothing and changes nothing.
class OtherTenantTest {

    /// Words that only stand in rows of the first organisation.
    private static final String[] OURS = {
        "left-pad", "our-shop", "our-host", "our-workload", "Our Production", "our-hook", "Our Team", "Our Account"
    };

    @TempDir
    Path folder;

    private static void done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private static void fill(TestServer server, String token, String finding) {
        done(server.send(server.as(
                token, "PUT", "/api/v1/environments/prod", "{\"name\": \"Our Production\", \"production\": true}")));
        done(server.send(server.as(token, "PUT", "/api/v1/teams/web", "{\"name\": \"Our Team\"}")));
        done(server.send(server.as(token, "PUT", "/api/v1/accounts/aws/1", "{\"name\": \"Our Account\"}")));
        done(server.send(server.as(token, "PUT", "/api/v1/clusters/c1", "{\"account\": \"aws/1\"}")));
        done(server.send(server.as(token, "PUT", "/api/v1/registries/builds", "{\"address\": \"oci:our-builds\"}")));
        done(server.send(server.as(
                token,
                "PUT",
                "/api/v1/registries/builds/repositories",
                "{\"name\": \"our-web\", \"project\": \"our-shop\"}")));
        done(server.send(server.as(token, "PUT", "/api/v1/deployments", """
                {"artifact": "%s", "environment": "prod", "workload": "our-workload", "host": "our-host"}
                """.formatted(DIGEST))));
        done(server.send(server.as(
                token, "POST", "/api/v1/webhooks", "{\"url\": \"http://127.0.0.1:1/our-hook\", \"topics\": []}")));
        done(server.send(server.as(token, "PATCH", "/api/v1/findings/" + finding, "{\"comment\": \"our-shop\"}")));
        done(server.get(token, "/api/v1/gate?environment=prod&artifact=" + DIGEST));
    }

    @Test
    void nothingIsToldAndNothingChanges() throws Exception {
        new World(folder, Clock.systemUTC())
                .learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z")
                .fetch();
        try (TestServer server = TestServer.start(folder.resolve("cache")).withAdministrator();
                var rows = new TenantRows(server.databaseUrl());
                Database database = Database.open(
                        server.databaseUrl(),
                        TestDatabase.server().user(),
                        TestDatabase.server().password(),
                        2)) {
            String ours = server.token("read", "push", "deploy", "gate", "triage", "policy", "admin");
            done(server.send(server.as(
                    ours,
                    "POST",
                    "/api/v1/documents?kind=image&project=our-shop&artifact=" + DIGEST,
                    bill("pkg:npm/left-pad@1.0.0"))));
            String finding = String.valueOf(json(server.get(ours, "/api/v1/findings"))
                    .items("items")
                    .getFirst()
                    .text("id"));
            fill(server, ours, finding);
            done(server.send(server.as(ours, "POST", "/api/v1/acceptances", """
                    {"kind": "waiver", "fingerprint": "%s", "owner": "o", "reason": "our-shop", "expires": "%s"}
                    """.formatted(
                            rows.texts("select encode(fingerprint, 'hex') from pomona.finding")
                                    .getFirst(),
                            Clock.systemUTC()
                                    .instant()
                                    .plusSeconds(86_400 * 9)
                                    .toString()
                                    .substring(0, 10)))));

            Instant now = Clock.systemUTC().instant();
            var other = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("umbrella", "Umbrella", now));
            String theirs = database.inTenant(other, tx -> OtherTenant.token(tx, now));
            // each id that a row of ours has, whatever it is of
            Set<String> ids = new LinkedHashSet<>();
            for (String table : rows.tables()) {
                ids.addAll(rows.texts(
                        "select to_jsonb(t)->>'id' from pomona.%s t where tenant_id <> %d and to_jsonb(t)->>'id' is not null limit 3"
                                .formatted(table, other.value())));
            }
            assertThat(ids).isNotEmpty();
            var before = rows.digests("tenant_id <> " + other.value());
            Map<String, String> known = new LinkedHashMap<>(Map.of(
                    "artifact",
                    DIGEST,
                    "environment",
                    "prod",
                    "project",
                    "our-shop",
                    "host",
                    "our-host",
                    "expires",
                    now.plusSeconds(86_400 * 9).toString().substring(0, 10),
                    "expiresAt",
                    now.plusSeconds(600).toString(),
                    "fingerprint",
                    rows.texts("select encode(fingerprint, 'hex') from pomona.finding")
                            .getFirst()));
            int asked = 0;
            for (EveryRoute.Operation operation : EveryRoute.all()) {
                for (String id : operation.path().contains("{id}") ? ids : Set.of("0")) {
                    known.put("findings", id);
                    String path = operation
                                    .path()
                                    .replace("{id}", id)
                                    .replace("{digest}", DIGEST)
                                    .replace("{project}", "our-shop")
                                    .replace("{environment}", "prod")
                                    .replace("{host}", "our-host")
                                    .replace("{team}", "web")
                                    .replace("{provider}", "aws")
                                    .replace("{account}", "1")
                                    .replace("{cluster}", "c1")
                                    .replace("{check}", "tests")
                                    .replace("{vulnerability}", "GHSA-2222-2222-2222")
                                    .replace("{registry}", "builds")
                            + query(operation, known);
                    HttpResponse<String> answer = server.send(server.as(
                            theirs,
                            operation.method(),
                            "/api/v1" + path,
                            Examples.of(EveryRoute.DOCUMENT, operation.described(), known)));
                    assertThat(answer.statusCode())
                            .as(operation + " " + answer.body())
                            .isLessThan(500);
                    // what was asked for stands in some answers, as that it is not there
                    String told = answer.statusCode() == 404 ? "" : answer.body();
                    if (operation.isSafe())
                        assertThat(told).as(operation + " " + path).doesNotContain(OURS);
                    asked++;
                }
            }
            assertThat(asked).isGreaterThan(50);
            assertThat(rows.digests("tenant_id <> " + other.value())).isEqualTo(before);
        }
    }

    private static String query(EveryRoute.Operation operation, Map<String, String> known) {
        var query = new StringBuilder();
        for (String parameter : operation.parameters()) {
            String value = known.get(parameter);
            if (parameter.equals("purl")) value = "pkg:npm/left-pad";
            if (parameter.equals("kind")) value = "image";
            if (value == null) continue;
            query.append(query.isEmpty() ? '?' : '&')
                    .append(parameter)
                    .append('=')
                    .append(value);
        }
        return query.toString();
    }
}
