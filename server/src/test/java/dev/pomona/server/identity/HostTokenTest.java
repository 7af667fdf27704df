// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A token for the reports of one host.
class HostTokenTest {

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder.resolve("data")).withAdministrator();
        server.send(server.asAdministrator("PUT", "/api/v1/environments/prod", "{}"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> make(String scopes, String host) {
        return server.send(server.asAdministrator("POST", "/api/v1/tokens", """
                {"name": "agent", "scopes": [%s], "host": "%s", "expiresAt": "%s"}
                """.formatted(
                        scopes, host, Clock.systemUTC().instant().plusSeconds(3600))));
    }

    private int report(String token, String host) {
        return server.send(server.as(token, "PUT", "/api/v1/hosts/" + host + "/report", """
                        {"environment": "prod", "running": []}"""))
                .statusCode();
    }

    @Test
    void speaksOfThatHostAlone() {
        String token = String.valueOf(json(make("\"report\"", "db/1")).text("token"));
        assertThat(report(token, "db%2F1")).isEqualTo(200);
        assertThat(report(token, "web-1")).isEqualTo(403);
        assertThat(report(token, "DB%2F1")).isEqualTo(403);
        assertThat(report(server.token("report"), "web-1")).as("any other").isEqualTo(200);
        assertThat(server.get(token, "/api/v1/hosts").statusCode()).isEqualTo(403);
        assertThat(json(server.get(token, "/api/v1/me")).text("host")).isEqualTo("db/1");
        assertThat(json(server.send(server.asAdministrator("GET", "/api/v1/tokens", "")))
                        .items("items")
                        .getLast()
                        .text("host"))
                .isEqualTo("db/1");
    }

    @Test
    void mayDoNothingElse() {
        assertThat(make("\"report\", \"read\"", "db").statusCode()).isEqualTo(400);
        assertThat(make("\"deploy\"", "db").statusCode()).isEqualTo(400);
        assertThat(make("\"report\"", " ").statusCode()).isEqualTo(400);
    }

    @Test
    void whereAHostIsItsFirstReportSays() {
        server.send(server.asAdministrator("PUT", "/api/v1/environments/dev", "{}"));
        String token = String.valueOf(json(make("\"report\"", "db")).text("token"));
        assertThat(reportIn(token, "nowhere")).isEqualTo(404);
        assertThat(reportIn(token, "dev")).isEqualTo(200);
        assertThat(reportIn(token, "prod")).isEqualTo(403);
        assertThat(reportIn(server.token("report"), "prod")).as("for any host").isEqualTo(403);
        assertThat(environment()).isEqualTo("dev");
        assertThat(reportIn(server.token("report", "deploy"), "prod")).isEqualTo(200);
        assertThat(environment()).isEqualTo("prod");
        assertThat(reportIn(token, "dev")).isEqualTo(403);
        assertThat(server.send(server.asAdministrator("DELETE", "/api/v1/hosts/db", ""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(reportIn(token, "dev")).as("it begins anew").isEqualTo(200);
        assertThat(environment()).isEqualTo("dev");
    }

    private String environment() {
        return String.valueOf(json(server.send(server.asAdministrator("GET", "/api/v1/hosts/db", "")))
                .text("environment"));
    }

    private int reportIn(String token, String environment) {
        return server.send(server.as(token, "PUT", "/api/v1/hosts/db/report", """
                        {"environment": "%s", "running": []}""".formatted(environment)))
                .statusCode();
    }
}
