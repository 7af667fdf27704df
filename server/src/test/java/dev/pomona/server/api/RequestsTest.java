// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.web.Method;
import dev.pomona.syntax.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// What holds for requests and answers whatever they are about: pages, repetition, conditions, hostile bodies, headers.
class RequestsTest extends ApiWorld {

    @Test
    void listsAreReadPageByPage() {
        for (int i = 0; i < 5; i++) push("page", "sha256:" + Integer.toString(i).repeat(64), bill("pkg:npm/x@1." + i));
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            Node page = json(get("/artifacts?project=page&limit=2" + cursor));
            page.items("items").forEach(item -> seen.add(item.text("digest")));
            String next = page.text("next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        String next =
                String.valueOf(json(get("/artifacts?project=page&limit=2")).text("next"));
        assertThat(get("/artifacts?project=shop&cursor=" + next).statusCode())
                .as("a cursor of another list")
                .isEqualTo(400);
        assertThat(get("/artifacts?project=page&cursor=AAAA").statusCode()).isEqualTo(400);
        assertThat(get("/artifacts?project=page&limit=201").statusCode()).isEqualTo(400);
        assertThat(get("/artifacts?project=page&nonsense=1").statusCode()).isEqualTo(400);
        for (String sort : List.of("priority", "severity", "epss", "newest", "due")) {
            var ids = new ArrayList<String>();
            String more = "";
            do {
                Node page = json(get("/findings?limit=1&sort=" + sort + more));
                page.items("items").forEach(item -> ids.add(item.text("id")));
                String after = page.text("next");
                more = after == null ? "" : "&cursor=" + after;
            } while (!more.isEmpty());
            assertThat(ids).as(sort).doesNotHaveDuplicates();
            if (!sort.equals("due")) assertThat(ids).as(sort).isNotEmpty();
        }
    }

    @Test
    void whatIsNowhereIsSaidAsWhoAsksReadsIt() {
        for (String path : List.of("/nothing", "/api/v1/nothing", "/api/nothing")) {
            for (String accept : List.of("text/html,application/xhtml+xml,*/*;q=0.8", "application/json", "*/*")) {
                HttpResponse<String> answer = server.send(server.request(path).header("Accept", accept));
                assertThat(answer.statusCode()).isEqualTo(404);
                boolean isPage = accept.startsWith("text/html") && path.equals("/nothing");
                assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                        .as(path + " " + accept)
                        .startsWith(isPage ? "text/html" : "application/problem+json");
            }
        }
    }

    @Test
    void theSameKeyDoesItOnce() throws Exception {
        String body = "{\"name\": \"once\", \"scopes\": [\"read\"], \"expiresAt\": \"%s\"}"
                .formatted(Clock.systemUTC().instant().plusSeconds(600));
        Callable<HttpResponse<String>> ask = () ->
                server.send(server.as(token, "POST", "/api/v1/tokens", body).header("Idempotency-Key", "k1"));
        HttpResponse<String> first = ask.call();
        HttpResponse<String> second = ask.call();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replay")).hasValue("true");
        HttpResponse<String> other =
                server.send(server.as(token, "POST", "/api/v1/tokens", body.replace("once", "twice"))
                        .header("Idempotency-Key", "k1"));
        assertThat(other.statusCode()).isEqualTo(409);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> racing = () ->
                    server.send(server.as(token, "POST", "/api/v1/tokens", body).header("Idempotency-Key", "k2"));
            var answers = threads.invokeAll(List.of(racing, racing, racing, racing));
            var bodies = new TreeSet<String>();
            for (var answer : answers) {
                if (answer.get().statusCode() == 201) bodies.add(answer.get().body());
                else assertThat(answer.get().statusCode()).isEqualTo(409);
            }
            assertThat(bodies).hasSize(1);
        }
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        HttpResponse<String> first = get("/artifacts/" + DIGEST);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = server.send(
                server.as(token, "GET", "/api/v1/artifacts/" + DIGEST, "").header("If-None-Match", tag));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    /// What each guarded change sends; the rest sends nothing.
    private static String body(ApiRoute route) {
        return switch (route.method()) {
            case GET, DELETE -> "";
            case PATCH -> "{\"comment\": \"seen\"}";
            case POST, PUT ->
                route.path().endsWith("/checks") || route.path().endsWith("-levels") ? "{\"items\": []}" : "{}";
        };
    }

    @Test
    void nobodyUndoesAChangeThatTheyDidNotSee() {
        for (ApiRoute route : routes()) {
            String method = route.method().name();
            var request = server.as(token, method, example(route), body(route));
            if (route.isGuarded()) {
                assertThat(server.send(request.header("If-Match", "\"nonsense\""))
                                .statusCode())
                        .as(method + " " + route.path())
                        .isEqualTo(412);
            } else if (route.method() != Method.GET) {
                assertThat(server.send(request.header("If-Match", "\"nonsense\""))
                                .statusCode())
                        .as(method + " " + route.path())
                        .isEqualTo(400);
            }
        }
        String path = "/api/v1/environments/guarded";
        var make = server.as(token, "PUT", path, "{\"name\": \"one\"}").header("If-None-Match", "*");
        assertThat(status(make)).isEqualTo(200);
        assertThat(status(make)).isEqualTo(412);
        String seen = get("/environments/guarded").headers().firstValue("ETag").orElseThrow();
        assertThat(status(server.as(token, "PUT", path, "{\"name\": \"two\"}").header("If-Match", seen)))
                .isEqualTo(200);
        assertThat(status(server.as(token, "PUT", path, "{\"name\": \"three\"}").header("If-Match", seen)))
                .isEqualTo(412);
        assertThat(json(get("/environments/guarded")).text("name")).isEqualTo("two");
        assertThat(status(server.as(token, "DELETE", path, "").header("If-Match", "*")))
                .isEqualTo(204);
        assertThat(status(server.as(token, "DELETE", path, ""))).isEqualTo(404);
    }

    @Test
    void ofChangesAtOnceFromTheSameStateOneIsMade() throws Exception {
        change("PUT", "/environments/raced", "{\"name\": \"start\"}");
        String seen = get("/environments/raced").headers().firstValue("ETag").orElseThrow();
        var racing = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 6; i++) {
            String name = "{\"name\": \"racer %d\"}".formatted(i);
            racing.add(() -> status(
                    server.as(token, "PUT", "/api/v1/environments/raced", name).header("If-Match", seen)));
        }
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(racing)) statuses.add(answer.get());
        }
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }

    @Test
    void hostileBodiesAreRefused() throws IOException {
        Map<String, Integer> bodies = Map.of(
                "[]",
                400,
                "{\"name\": 1}",
                400,
                "{\"name\": \"x\", \"nonsense\": 1}",
                400,
                "{\"a\":".repeat(100_000),
                400,
                "\u0000\u0001",
                400,
                "",
                400);
        bodies.forEach((body, status) -> assertThat(status(server.as(token, "POST", "/api/v1/tokens", body)))
                .as(body.substring(0, Math.min(20, body.length())))
                .isEqualTo(status));
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) gzip.write(zeros);
        }
        HttpResponse<String> bomb = server.send(server.request("/api/v1/documents?project=shop")
                .header("Authorization", "Bearer " + token)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray())));
        assertThat(bomb.statusCode()).as(bomb.body()).isEqualTo(413);
        var honest = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(honest)) {
            gzip.write(bill("pkg:npm/zipped@1.0.0").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> taken = server.send(server.request("/api/v1/documents?project=zip")
                .header("Authorization", "Bearer " + token)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(honest.toByteArray())));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        HttpResponse<String> damaged = server.send(server.request("/api/v1/documents?project=shop")
                .header("Authorization", "Bearer " + token)
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString("no gzip")));
        assertThat(damaged.statusCode()).isEqualTo(400);
        // a colour, a carriage return, a half character and markup come back as they were sent, and escaped
        String name = "\u001b[31m<script>\r\n\u202eé";
        change("PUT", "/environments/odd", "{\"name\": \"\\u001b[31m<script>\\r\\n\\u202eé\"}");
        HttpResponse<String> odd = get("/environments/odd");
        assertThat(json(odd).text("name")).isEqualTo(name);
        assertThat(odd.body()).doesNotContain("\u001b").doesNotContain("\u202e");
    }

    @Test
    void answersTellBrowsersToBeCareful() {
        HttpResponse<String> page = server.send(server.request("/login"));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(status(server.request("/nothing"))).isEqualTo(404);
        assertThat(status(server.request("/login").DELETE())).isEqualTo(405);
    }
}
