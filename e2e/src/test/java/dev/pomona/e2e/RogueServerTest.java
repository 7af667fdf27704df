// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that ask a server which answers with what strangers have written, or with nonsense: a
/// terminal and the log of a CI job show text, and nothing steers them.
class RogueServerTest {

    private static final String EVIL = "\\u001b]0;owned\\u0007\\u202e\\r\\n::error::x\\u009b2J\\ud800";

    /// As any answer, with every field that one may have.
    private static final String FIELDS = """
            {"digest": "@", "state": "judged", "new": true, "artifact": "@", "components": "@", "opened": "@", "closed": "@",
             "verdict": "@", "environment": "@", "id": "@", "whole": false, "entries": "@", "problem": "@", "next": null,
             "detail": "@", "title": "@", "type": "@", "name": "@", "project": "@",
             "problems": [{"where": "@", "line": "@", "column": "@", "message": "@"}],
             "violations": [{"rule": "@", "message": "@", "owner": "@", "level": "deny", "subject": "@", "fingerprint": "@"}],
             "warnings": ["@"], "waivers": [{"owner": "@", "reason": "@", "expires": "@", "state": "@", "origin": "@"}],
             "owners": ["@"], "askWhom": ["@"], "checks": [{"name": "@", "state": "@"}],
             "verdicts": [{"verdict": "@", "environment": "@", "violations": [{"rule": "@", "message": "@"}]}],
             "items": [{"artifact": "@", "name": "@", "project": "@", "purl": "@", "version": "@", "flaw": "@", "owners": ["@"],
               "runs": [{"workload": "@", "environment": "@", "host": "@", "account": "@", "cluster": "@", "since": "@",
                 "instance": "@"}]}]}
            """.replace("@", EVIL);

    @TempDir
    Path home;

    @TempDir
    Path folder;

    private HttpServer server;
    private volatile int status;
    private volatile String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void nothingThatItSaysSteersATerminal() {
        var pomona = new Pomona(home, folder)
                .with(Map.of(
                        "POMONA_TOKEN",
                        "pom_" + "0".repeat(46),
                        "POMONA_SERVER",
                        "http://127.0.0.1:" + server.getAddress().getPort()));
        pomona.write("bill.json", "{}");
        String digest = "sha256:" + "a".repeat(64);
        var commands = List.of(
                List.of("who", "pkg:npm/left-pad"),
                List.of("gate", digest, "--environment", "prod"),
                List.of("push", "bill.json", "--project", "shop"),
                List.of("audit", "verify"),
                List.of("deploy", "record", digest, "--environment", "prod", "--workload", "w"));
        record Said(int status, String body) {}
        for (Said said : List.of(
                new Said(200, FIELDS),
                new Said(422, FIELDS),
                new Said(503, FIELDS),
                new Said(200, "[".repeat(20_000)))) {
            status = said.status();
            answer = said.body();
            for (List<String> command : commands) {
                Pomona.Run run = pomona.run(command.toArray(String[]::new));
                String what = command + " at " + said.status() + ": " + run;
                assertThat(run.code()).as(what).isBetween(0, 3);
                assertThat((run.out() + run.err())
                                .codePoints()
                                .filter(RogueServerTest::steers)
                                .count())
                        .as(what)
                        .isZero();
                assertThat((run.out() + run.err()).lines()).as(what).noneMatch(line -> line.startsWith("::"));
            }
        }
    }

    private static boolean steers(int c) {
        return (c < 0x20 && c != '\n')
                || (c >= 0x7f && c <= 0x9f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0xd800 && c <= 0xdfff);
    }
}
