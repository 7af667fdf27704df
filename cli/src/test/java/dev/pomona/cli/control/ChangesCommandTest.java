// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesCommandTest {

    private static final String FIRST = """
            {"items": [{"id": 1, "topic": "deployment", "key": "prod/web", "at": "2026-03-01T12:00:00Z",
              "payload": {"event": "recorded"}}], "more": true, "after": "a1"}""";
    private static final String SECOND = """
            {"items": [{"id": 2, "topic": "setting", "key": "environment prod", "at": "2026-03-01T12:01:00Z",
              "payload": {"event": "environment-set", "by": "person:ada"}}], "more": false, "after": "a2"}""";

    private record Reply(int status, String body) {}

    private final List<String> asked = new ArrayList<>();
    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<Duration> slept = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString().replaceFirst("/api/v1", ""));
            Reply reply = replies.isEmpty() ? new Reply(410, "{\"detail\": \"not kept any more\"}") : replies.pop();
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private ExitCode run(Map<String, List<String>> settings) {
        var all = new HashMap<>(settings);
        all.put(
                RemoteSettings.SERVER.name(),
                List.of("http://127.0.0.1:" + server.getAddress().getPort()));
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                100,
                false);
        return new ChangesCommand(slept::add)
                .run(new Invocation(
                        List.of(),
                        new Settings(all, Map.of(), List.of()),
                        terminal,
                        InputStream.nullInputStream(),
                        Clock.systemUTC(),
                        Map.of(RemoteSettings.TOKEN, "t"),
                        Path.of("/")));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void readsToTheEndAndSaysWhereToReadOn() {
        replies.add(new Reply(200, FIRST));
        replies.add(new Reply(200, SECOND));
        assertThat(run(Map.of("after", List.of("a0"), "topic", List.of("setting"))))
                .isEqualTo(ExitCode.PASSES);
        assertThat(asked).containsExactly("/changes?after=a0&limit=200", "/changes?after=a1&limit=200");
        assertThat(lines())
                .containsExactly(
                        "NUMBER  AT                TOPIC    WHAT             BY          ABOUT",
                        "2       2026-03-01 12:01  setting  environment-set  person:ada  environment prod");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--after a2");
    }

    @Test
    void followsOverTimesWithoutAServerAndEndsWhereSomethingWasMissed() {
        replies.add(new Reply(200, FIRST));
        replies.add(new Reply(503, "{\"detail\": \"the database is away\"}"));
        replies.add(new Reply(503, "{\"detail\": \"the database is away\"}"));
        replies.add(new Reply(200, SECOND));
        assertThatThrownBy(() -> run(Map.of("follow", List.of("true"), "format", List.of("json"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not kept any more");
        assertThat(asked)
                .containsExactly(
                        "/changes?limit=200",
                        "/changes?after=a1&limit=200",
                        "/changes?after=a1&limit=200",
                        "/changes?after=a1&limit=200",
                        "/changes?after=a2&limit=200");
        assertThat(slept).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(2));
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).as("said once").hasSize(1);
        assertThat(lines()).hasSize(2).last().asString().contains("\"id\":2", "\"after\":\"a2\"");
    }
}
