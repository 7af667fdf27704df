// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.store.sql.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyTest {

    @TempDir
    Path folder;

    private TestServer server;
    private Connection database;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder.resolve("data")).withAdministrator();
        database = DriverManager.getConnection(
                server.databaseUrl(),
                TestDatabase.server().user(),
                TestDatabase.server().password());
    }

    @AfterEach
    void stop() throws SQLException {
        database.close();
        server.close();
    }

    private HttpRequest.Builder makeToken(String key, String name) {
        return server.asAdministrator("POST", "/api/v1/tokens", """
                        {"name": "%s", "scopes": ["read"], "expiresAt": "%s"}
                        """.formatted(
                                name, Clock.systemUTC().instant().plusSeconds(600)))
                .header("Idempotency-Key", key);
    }

    private String tokens() {
        return server.send(server.asAdministrator("GET", "/api/v1/tokens", "")).body();
    }

    @Test
    void secretsInAnswersAreKeptInNoReadableForm() throws Exception {
        HttpResponse<String> made = server.send(makeToken("k", "kept"));
        String token = json(made).text("token");
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("select body from pomona.idempotent_request")) {
            assertThat(rows.next()).isTrue();
            assertThat(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1))
                    .isNotEmpty()
                    .doesNotContain(String.valueOf(token));
        }
    }

    @Test
    void nothingIsDoneWithoutItsAnswerBeingKept() throws Exception {
        try (var statement = database.createStatement()) {
            statement.execute("alter table pomona.idempotent_request add constraint full_disk check (false)");
            HttpResponse<String> failed = server.send(makeToken("k", "first"));
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(tokens()).doesNotContain("first");
            statement.execute("alter table pomona.idempotent_request drop constraint full_disk");
        }
        assertThat(server.send(makeToken("k", "second")).statusCode())
                .as("nothing stands in the way")
                .isEqualTo(201);
        assertThat(tokens()).contains("second");
    }

    @Test
    void whatIsRefusedMayBeTriedAgain() {
        var refused = server.asAdministrator("PUT", "/api/v1/environments/prod/checks", "{\"items\": []}")
                .header("Idempotency-Key", "k");
        assertThat(server.send(refused).statusCode()).isEqualTo(404);
        server.send(server.asAdministrator("PUT", "/api/v1/environments/prod", "{}"));
        HttpResponse<String> done = server.send(refused);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.headers().firstValue("Idempotent-Replay")).isEmpty();
    }
}
