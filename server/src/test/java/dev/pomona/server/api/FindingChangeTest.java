// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import dev.pomona.syntax.Node;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several things that are done to a finding at once.
class FindingChangeTest {

    @TempDir
    Path folder;

    private TestServer server;
    private String path;

    @BeforeEach
    void start() throws Exception {
        new World(folder, Clock.systemUTC())
                .learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z")
                .fetch();
        server = TestServer.start(folder.resolve("cache")).withAdministrator();
        server.send(server.asAdministrator(
                "POST", "/api/v1/documents?wait=30s&project=shop&artifact=" + DIGEST, bill("pkg:npm/left-pad@1.0.0")));
        path = "/api/v1/findings/"
                + json(get("/api/v1/findings")).items("items").getFirst().text("id");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) {
        return server.send(server.asAdministrator("GET", path, ""));
    }

    private HttpRequest.Builder change(String body) {
        return server.asAdministrator("PATCH", path, body);
    }

    @Test
    void areOneChangeOrNone() {
        HttpResponse<String> refused =
                server.send(change("{\"state\": \"confirmed\", \"assignee\": \"ada\", \"comment\": \" \"}"));
        assertThat(refused.statusCode()).isEqualTo(422);
        Node finding = json(get(path));
        assertThat(finding.text("state")).isEqualTo("open");
        assertThat(finding.text("assignee")).isNull();
    }

    @Test
    void areMadeTogetherWhereNobodyElseWasFaster() {
        String seen = get(path).headers().firstValue("ETag").orElseThrow();
        String body = "{\"state\": \"confirmed\", \"assignee\": \"ada\", \"comment\": \"seen\"}";
        assertThat(server.send(change(body).header("If-Match", seen)).statusCode())
                .isEqualTo(200);
        Node finding = json(get(path));
        assertThat(finding.text("state")).isEqualTo("confirmed");
        assertThat(finding.text("assignee")).isEqualTo("ada");
        assertThat(server.send(change(body).header("If-Match", seen)).statusCode())
                .isEqualTo(412);
    }
}
