// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pomona.cli.agent.containers.Runtimes;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.remote.Remote;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent on this host, against a server that takes its reports or does not.
class AgentRunTest {

    private static final String TAKEN = "{\"news\": 0, \"unknown\": [], \"wantsFull\": false}";

    @TempDir
    Path folder;

    private record Reply(int status, String body) {}

    private final BlockingQueue<Node> received = new LinkedBlockingQueue<>();
    private final Set<String> paths = ConcurrentHashMap.newKeySet();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private HttpServer server;
    private Thread agent;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getRawPath());
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Reply reply = replies.poll();
            byte[] answer = (reply == null ? TAKEN : reply.body()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply == null ? 200 : reply.status(), answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
            received.add(Json.read(body));
        });
        server.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (agent != null) {
            agent.interrupt();
            agent.join();
        }
        server.stop(0);
    }

    private Invocation invocation() {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        return new Invocation(
                List.of(),
                new Settings(Map.of(RemoteSettings.SERVER.name(), List.of(address)), Map.of(), List.of()),
                new Terminal(out, out, false, false, 100, false),
                InputStream.nullInputStream(),
                Clock.systemUTC(),
                Map.of(RemoteSettings.TOKEN, "t"),
                folder);
    }

    private void start(Duration interval) throws Exception {
        var identity = new Identity(
                Path.of("/"), "prod", "h 1", "aws/1", null, null, Map.of("rack", "7"), List.of("ops"), null);
        var queue = ReportQueue.open(folder.resolve("state"), new Random(1));
        var lookout = new Lookout(identity, Runtimes.named(List.of(), folder), queue.boot(), Clock.systemUTC());
        var run = new AgentRun(
                lookout,
                new Journal(interval.multipliedBy(4), Duration.ofHours(6)),
                new ReportText(interval.multipliedBy(12)),
                queue,
                new Courier(Remote.of(invocation()), "h 1", new Random(2)),
                interval,
                Clock.systemUTC(),
                invocation().terminal());
        agent = Thread.ofPlatform().start(() -> {
            try {
                run.run();
            } catch (InterruptedException _) {
                // told to stop
            }
        });
    }

    private Node next() throws InterruptedException {
        Node report = received.poll(20, TimeUnit.SECONDS);
        assertThat(report).as(said.toString(StandardCharsets.UTF_8)).isNotNull();
        return report;
    }

    @Test
    void reportsThisHostAndThenThatItIsAlive() throws Exception {
        start(Duration.ofMillis(100));
        Node first = next();
        assertThat(first.isTrue("full")).isTrue();
        assertThat(first.text("bootedAt")).isNotNull();
        assertThat(first.text("account")).isEqualTo("aws/1");
        assertThat(first.find("labels").text("rack")).isEqualTo("7");
        assertThat(first.items("running"))
                .as("what started this test has been running for a while, and so has the first process")
                .isNotEmpty();
        Node second = next();
        assertThat(second.isTrue("full")).isFalse();
        assertThat(second.text("bootedAt")).isNull();
        assertThat(second.text("number")).isEqualTo("2");
        assertThat(paths).containsExactly("/api/v1/hosts/h%201/report");
        assertThat(tokens).containsExactly("Bearer t");
        assertThat(second.text("stream")).isEqualTo(first.text("stream"));
    }

    @Test
    void keepsReportsForAServerThatIsAwayAndSaysItOnce() throws Exception {
        for (int i = 0; i < 2; i++) replies.add(new Reply(503, "{\"detail\": \"not now\"}"));
        start(Duration.ofMillis(200));
        assertThat(next().text("number")).isEqualTo("1");
        assertThat(next().text("number")).as("the same again").isEqualTo("1");
        assertThat(next().text("number")).isEqualTo("1");
        assertThat(next().text("number")).isEqualTo("2");
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(text).containsOnlyOnce("kept for later").contains("not now").contains("delivered again");
        assertThat(text).doesNotContain("Bearer");
    }

    @Test
    void saysEverythingWhenTheServerMissesOneOrRefusesOne() throws Exception {
        replies.add(new Reply(200, TAKEN));
        replies.add(new Reply(200, TAKEN.replace("false", "true")));
        replies.add(
                new Reply(400, "{\"detail\": \"no\", \"problems\": [{\"where\": \"at\", \"message\": \"is wrong\"}]}"));
        start(Duration.ofMillis(50));
        assertThat(next().isTrue("full")).isTrue();
        assertThat(next().isTrue("full")).isFalse();
        assertThat(next().isTrue("full")).as("one was missing").isTrue();
        Node after = next();
        assertThat(after.isTrue("full")).as("one was refused").isTrue();
        assertThat(after.text("number")).as("it was not sent again").isEqualTo("4");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("is wrong");
    }
}
