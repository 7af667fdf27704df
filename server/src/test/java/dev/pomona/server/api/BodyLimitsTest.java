// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.TestServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bodies that are short as they are sent and large as they are read.
class BodyLimitsTest {

    @TempDir
    Path folder;

    private TestServer server;
    private String token;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder.resolve("data")).withAdministrator();
        server.send(server.asAdministrator("PUT", "/api/v1/environments/prod", "{}"));
        token = server.token("triage", "report", "read");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return server.send(server.as(token, method, path, body));
    }

    @Test
    void manyValuesInLittleTextAreRefused() {
        String zeros = "0,".repeat(400_000) + "0";
        for (var one : new HttpResponse<?>[] {
            send("PUT", "/api/v1/hosts/h/report", "{\"environment\": \"prod\", \"running\": [%s]}".formatted(zeros)),
            send("POST", "/api/v1/findings/actions", "{\"ids\": [%s]}".formatted(zeros)),
        }) {
            assertThat(one.statusCode()).isEqualTo(400);
            assertThat(one.body().toString()).contains("more than", "values");
        }
        HttpResponse<String> statements = send("POST", "/api/v1/vex", "{\"statements\": [%s]}".formatted(zeros));
        assertThat(statements.statusCode()).isEqualTo(422);
        assertThat(statements.body()).contains("more than");
    }

    @Test
    void aLongReportIsTaken() {
        var running = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            running.append(i == 0 ? "" : ",")
                    .append("{\"kind\":\"process\",\"workload\":\"w%d\",\"instance\":\"\",\"labels\":{\"a\":\"b\"}}"
                            .formatted(i));
        }
        HttpResponse<String> taken = send(
                "PUT", "/api/v1/hosts/h/report", "{\"environment\": \"prod\", \"running\": [%s]}".formatted(running));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    }
}
