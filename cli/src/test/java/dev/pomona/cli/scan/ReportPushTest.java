// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pomona.cli.SampleReport;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.remote.RemoteSettings;
import dev.pomona.cli.settings.Settings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPushTest {

    @TempDir
    Path folder;

    private record Asked(String what, String body) {}

    private final List<Asked> asked = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            boolean isPacked = exchange.getRequestHeaders().containsKey("Content-Encoding");
            if (isPacked) sent = new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes();
            asked.add(new Asked(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                    new String(sent, StandardCharsets.UTF_8)));
            byte[] answer = "{\"rules\": 2, \"new\": true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private boolean push() {
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        var out = new PrintStream(err, true, StandardCharsets.UTF_8);
        var invocation = new Invocation(
                List.of(),
                new Settings(
                        Map.of("push", List.of(address), "project", List.of("shop"), "wait", List.of("0s")),
                        Map.of(),
                        List.of()),
                new Terminal(out, out, false, false, 100, false),
                InputStream.nullInputStream(),
                Clock.systemUTC(),
                Map.of(RemoteSettings.TOKEN, "t"),
                folder);
        return ReportPush.of(invocation).orElseThrow().send(SampleReport.everything());
    }

    @Test
    void bringsTheWaiversInTheReportAndTheOwnersBesideIt() throws IOException {
        Files.createDirectories(folder.resolve(".github"));
        Files.writeString(folder.resolve(".github/CODEOWNERS"), "* @acme/web\n*.md @docs\n");
        Files.writeString(folder.resolve("CODEOWNERS"), "* @nobody\n");
        assertThat(push()).isTrue();
        assertThat(asked.stream().map(Asked::what))
                .containsExactly("POST /api/v1/documents", "PUT /api/v1/projects/shop/owners/codeowners");
        assertThat(asked.getFirst().body()).contains("\"expires\": \"2027-01-31\"");
        assertThat(asked.getLast().body()).as("the first that counts").isEqualTo("* @acme/web\n*.md @docs\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("owners: 2 rules of CODEOWNERS");
    }

    @Test
    void aRepositoryWithoutOwnersLeavesThoseThatTheServerHas() {
        assertThat(push()).isTrue();
        assertThat(asked.stream().map(Asked::what)).containsExactly("POST /api/v1/documents");
    }

    @Test
    void ownersAreNotReadFromOutsideTheRepository() throws IOException {
        Path other = Files.createTempFile("pomona-owners", "");
        Files.createSymbolicLink(folder.resolve("CODEOWNERS"), other);
        assertThatThrownBy(this::push).isInstanceOf(UsageException.class).hasMessageContaining("leads out");
        Files.delete(other);
    }
}
