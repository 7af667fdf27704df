// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.Plant.Hands;
import dev.pomona.server.TestServer;
import dev.pomona.server.api.Api;
import dev.pomona.server.pages.PageList;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.Route;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Yaml;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What holds of every route there is, and of every answer, whatever went wrong.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryAnswerTest {

    private static final List<String> HEADERS = List.of(
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
            "Permissions-Policy",
            "Cache-Control");

    @TempDir
    static Path folder;

    private TestServer server;

    @BeforeAll
    void start() throws Exception {
        server = TestServer.start(folder.resolve("data"), new Hands()).withAdministrator();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private record Change(String method, String path) {}

    /// Of the API by its document, and of the pages by their routes.
    private static List<Change> changes() {
        var changes = new ArrayList<Change>();
        for (Mapping.Entry path : Yaml.read(Api.document()).entries("paths")) {
            for (Mapping.Entry operation : path.value().entries()) {
                if (!operation.key().equals("get")) {
                    changes.add(new Change(operation.key().toUpperCase(Locale.ROOT), Api.BASE + path.key()));
                }
            }
        }
        for (Route route : PageList.routes()) {
            if (route.method() != Method.GET)
                changes.add(new Change(route.method().name(), route.path()));
        }
        changes.add(new Change("POST", "/logout"));
        return changes;
    }

    private static String example(String path) {
        return path.replace("{digest}", "sha256:" + "a".repeat(64)).replaceAll("\\{\\w+\\}", "1");
    }

    @Test
    void noSessionChangesAnythingWithoutProof() {
        List<Change> changes = changes();
        assertThat(changes).hasSizeGreaterThan(20);
        for (Change change : changes) {
            boolean isApi = change.path().startsWith(Api.BASE);
            String type = isApi ? "application/json" : "application/x-www-form-urlencoded";
            HttpRequest.Builder bare = server.request(example(change.path()))
                    .header("Cookie", server.session())
                    .header("Content-Type", type)
                    .method(change.method(), BodyPublishers.ofString(isApi ? "{}" : "csrf=guessed"));
            HttpResponse<String> answer = server.send(bare.copy());
            if (change.path().equals("/logout")) {
                // leads to the first page, and whoever is logged in stays so
                assertThat(answer.headers().firstValue("Location")).hasValue("/");
            } else {
                assertThat(answer.statusCode()).as(change + " " + answer.body()).isEqualTo(403);
            }
            assertThat(server.send(bare.copy().header("Origin", "https://evil.example"))
                            .statusCode())
                    .as("from elsewhere: " + change)
                    .isEqualTo(403);
        }
        assertThat(server.send(server.request("/api/v1/me").header("Cookie", server.session()))
                        .statusCode())
                .isEqualTo(200);
    }

    /// What was on its way is read to its end: a connection that is closed before takes the answer along.
    @RepeatedTest(20)
    void whoeverSendsTooMuchHearsIt() {
        HttpResponse<String> answer = server.send(server.form("/login", "name", "x".repeat(3 << 20)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Connection")).isNotEqualTo(Optional.of("close"));
    }

    @Test
    void everyAnswerTellsBrowsersToBeCareful() throws IOException {
        String token = server.token("read");
        Map<Integer, HttpRequest.Builder> requests = new LinkedHashMap<>();
        requests.put(200, server.request("/login"));
        requests.put(303, server.request("/"));
        requests.put(400, server.as(token, "GET", "/api/v1/findings?nonsense=1", ""));
        requests.put(401, server.request("/api/v1/me"));
        requests.put(403, server.as(token, "GET", "/api/v1/tokens", ""));
        requests.put(404, server.request("/nothing"));
        requests.put(405, server.request("/login").DELETE());
        requests.put(413, server.form("/login", "name", "x".repeat(3 << 20)));
        requests.put(415, server.request("/login").POST(BodyPublishers.ofString("{}")));
        requests.forEach((status, request) -> {
            HttpResponse<String> answer = server.send(request);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            for (String header : HEADERS) {
                assertThat(answer.headers().firstValue(header))
                        .as(status + " " + header)
                        .isPresent();
            }
        });
        HttpResponse<String> known = server.get(token, "/api/v1/me");
        HttpResponse<String> same = server.send(server.as(token, "GET", "/api/v1/me", "")
                .header("If-None-Match", known.headers().firstValue("ETag").orElseThrow()));
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.headers().firstValue("X-Content-Type-Options")).isPresent();
        // what never becomes a request, by hand
        for (String line : List.of(
                "NONSENSE\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n",
                "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                "POST /login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n\r\nnonsense\r\n\r\n")) {
            String answer = raw(line);
            String what = line.substring(0, Math.min(30, line.length())) + " -> " + answer;
            assertThat(answer).as(what).startsWith("HTTP/1.1 4");
            for (String header : HEADERS) {
                assertThat(answer.toLowerCase(Locale.ROOT))
                        .as(what)
                        .contains("\r\n" + header.toLowerCase(Locale.ROOT) + ":");
            }
        }
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.server().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            var answer = new StringBuilder();
            int next;
            while ((next = socket.getInputStream().read()) >= 0) {
                answer.append((char) next);
                if (answer.toString().endsWith("\r\n\r\n")) break;
            }
            return answer.toString();
        }
    }

    @Test
    void whatWhoeverAsksSaysOfItselfIsNotBelieved() {
        // nobody stands before this server, so nobody may say on whose behalf he asks
        int last = 0;
        for (int i = 0; i < 12; i++) {
            last = server.send(server.form(
                                    "/login", "organisation", "main", "name", "nobody", "password", "wrong password")
                            .header("X-Forwarded-For", "10.0.0." + i))
                    .statusCode();
        }
        assertThat(last).isEqualTo(429);
        assertThat(json(server.send(server.request("/health/live"))).isTrue("live"))
                .isTrue();
    }
}
