// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.store.sql.TestDatabase;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole from the first start to a verdict.
class ServerTest {

    @TempDir
    Path folder;

    @Test
    void fromTheFirstStartToAVerdict() throws Exception {
        new World(folder, Clock.systemUTC())
                .learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z")
                .fetch();
        try (TestServer server = TestServer.start(folder.resolve("cache")).withAdministrator()) {
            assertThat(server.server().setupLink())
                    .hasValueSatisfying(link -> assertThat(link)
                            .startsWith("http://127.0.0.1:" + server.server().port() + "/setup?key="));
            String token = server.token("read", "push", "deploy", "gate");
            var pushed = server.send(server.as(
                    token,
                    "POST",
                    "/api/v1/documents?project=shop&name=shop&kind=image&artifact=" + DIGEST,
                    bill("pkg:npm/left-pad@1.0.0", "pkg:npm/right-pad@1.0.0")));
            assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(201);
            assertThat(json(pushed).text("opened")).isEqualTo("1");

            assertThat(server.send(server.asAdministrator(
                                    "PUT",
                                    "/api/v1/environments/prod",
                                    "{\"name\": \"Production\", \"production\": true}"))
                            .statusCode())
                    .isEqualTo(200);
            var deployed = server.send(server.as(token, "PUT", "/api/v1/deployments", """
                    {"artifact": "%s", "environment": "prod", "workload": "shop", "account": "aws/123"}
                    """.formatted(DIGEST)));
            assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(201);

            var gate = server.get(token, "/api/v1/gate?environment=prod&artifact=" + DIGEST);
            assertThat(json(gate).text("verdict")).as(gate.body()).isEqualTo("violated");
            var findings = json(server.get(token, "/api/v1/findings?sort=severity"));
            assertThat(findings.items("items")).singleElement().satisfies(finding -> {
                assertThat(finding.text("rule")).isEqualTo("GHSA-2222-2222-2222");
                assertThat(finding.text("purl")).isEqualTo("pkg:npm/left-pad@1.0.0");
            });
            var again = server.send(server.as(
                    token,
                    "POST",
                    "/api/v1/documents?wait=30s&project=shop&name=shop&kind=image&artifact=" + DIGEST,
                    bill("pkg:npm/left-pad@2.0.0")));
            assertThat(json(again).text("closed")).as(again.body()).isEqualTo("1");
            assertThat(json(again).items("verdicts"))
                    .singleElement()
                    .satisfies(
                            verdict -> assertThat(verdict.text("environment")).isEqualTo("prod"));

            var metrics = server.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + server.server().metricsPort() + "/metrics")));
            assertThat(metrics.body())
                    .contains(
                            "pomona_http_request_seconds_count{method=\"POST\",route=\"/api/v1/documents\",status=\"201\"} 2");
            assertThat(server.send(server.request("/health/ready")).body())
                    .contains("\"ready\":true", "\"database\":true");
        }
    }

    @Test
    void healthAndMetricsMayBeAtAnotherAddress() throws Exception {
        var database = new DatabaseOptions(
                TestDatabase.freshUrl(),
                TestDatabase.server().user(),
                TestDatabase.server().password());
        var options = TestServer.options(folder.resolve("cache"), database)
                .withKey(folder.resolve("key"), null)
                .withMetricsAt("127.0.0.2");
        try (Server server = Server.start(options);
                var client = HttpClient.newHttpClient()) {
            URI health = URI.create("http://127.0.0.2:%d/health/ready".formatted(server.metricsPort()));
            assertThat(client.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> new Socket("127.0.0.1", server.metricsPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }
}
