// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Answers are laid out as the Docker Engine API documents them, version 1.51.
class DockerApiTest {

    private static final String ID = "8dfafdbc3a40".repeat(5) + "abcd";
    private static final String IMAGE = "sha256:" + "d1".repeat(32);

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> answers = new TreeMap<>(Map.of(
            "/containers/json",
            """
                    [{"Id": "%s", "Names": ["/shop-cart-1"], "Image": "example.org/cart:2", "ImageID": "%s",
                      "Command": "serve --password hunter2", "Created": 1772323000, "State": "running",
                      "Status": "Up 5 minutes",
                      "Labels": {"com.docker.compose.project": "shop", "com.docker.compose.service": "cart",
                        "traefik.http.middlewares.a.basicauth.users": "admin:secret", "team": "payments"}},
                     {"Id": "%s", "Names": ["/k8s_POD"], "Image": "pause", "ImageID": "%s", "State": "running",
                      "Labels": {"io.kubernetes.docker.type": "podsandbox"}}]
                    """.formatted(ID, IMAGE, "e".repeat(64), IMAGE),
            "/containers/" + ID + "/json",
            """
                    {"Id": "%s", "State": {"Status": "running", "StartedAt": "2026-03-01T00:00:00.123456789Z"},
                     "Config": {"Env": ["PASSWORD=hunter2"]}}
                    """.formatted(ID),
            "/images/" + IMAGE + "/json",
            """
                    {"Id": "%s", "RepoTags": ["example.org/cart:2"],
                     "RepoDigests": ["example.org/cart@sha256:%s", "mirror.example.org/cart@sha256:%s"]}
                    """.formatted(IMAGE, "b".repeat(64), "a".repeat(64))));

    private FakeDaemon daemon(boolean isChunked) throws IOException {
        return new FakeDaemon(folder.resolve("docker.sock"), client -> {
            String[] request = FakeDaemon.readTo(client, "\r\n\r\n").split(" ", 3);
            asked.add(request[0] + " " + request[1]);
            String answer = answers.get(request[1]);
            byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
            String head = "HTTP/1.1 %s\r\nContent-Type: application/json\r\n"
                    .formatted(answer == null ? "404 Not Found" : "200 OK");
            if (!isChunked) {
                FakeDaemon.write(
                        client,
                        (head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                FakeDaemon.write(client, body);
                return;
            }
            FakeDaemon.write(client, (head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            for (int at = 0; at < body.length; at += 100) {
                int length = Math.min(100, body.length - at);
                FakeDaemon.write(client, "%x\r\n".formatted(length).getBytes(StandardCharsets.UTF_8));
                FakeDaemon.write(client, java.util.Arrays.copyOfRange(body, at, at + length));
                FakeDaemon.write(client, "\r\n".getBytes(StandardCharsets.UTF_8));
            }
            FakeDaemon.write(client, "0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        });
    }

    private DockerApi docker() {
        return new DockerApi("Docker", folder.resolve("docker.sock"));
    }

    @Test
    void tellsWhatRunsWithDigestsAndStart() throws Exception {
        for (boolean isChunked : new boolean[] {true, false}) {
            asked.clear();
            try (var _ = daemon(isChunked)) {
                var docker = docker();
                var expected = new Container(
                        ID,
                        "shop/cart",
                        ID.substring(0, 12),
                        "example.org/cart:2",
                        List.of("sha256:" + "a".repeat(64), "sha256:" + "b".repeat(64), IMAGE),
                        Instant.parse("2026-03-01T00:00:00.123456789Z"),
                        Map.of(
                                "com.docker.compose.project", "shop",
                                "com.docker.compose.service", "cart",
                                "team", "payments"));
                assertThat(docker.ask()).isEqualTo(new ContainerSource.Known(List.of(expected), Set.of()));
                assertThat(docker.ask().containers()).containsExactly(expected);
                assertThat(asked)
                        .containsExactly(
                                "GET /containers/json",
                                "GET /images/" + IMAGE + "/json",
                                "GET /containers/" + ID + "/json",
                                "GET /containers/json",
                                "GET /containers/" + ID + "/json");
            }
        }
    }

    @Test
    void asksForNothingThatIsNoId() throws Exception {
        answers.put("/containers/json", """
                [{"Id": "../secrets", "ImageID": "%s"}, {"Id": "%s", "ImageID": "../../version", "Names": []}]
                """.formatted(IMAGE, ID));
        try (var _ = daemon(false)) {
            assertThat(docker().ask().containers())
                    .extracting(Container::workload, Container::digests)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(ID.substring(0, 12), List.of()));
            assertThat(asked).containsExactly("GET /containers/json", "GET /containers/" + ID + "/json");
        }
    }

    @Test
    void saysWhyItCanNotBeAsked() throws Exception {
        answers.remove("/containers/json");
        try (var _ = daemon(false)) {
            assertThatThrownBy(() -> docker().ask())
                    .isInstanceOf(IOException.class)
                    .hasMessage("it answers with 404");
        }
        answers.put("/containers/json", "[{");
        try (var _ = daemon(true)) {
            assertThatThrownBy(() -> docker().ask()).hasMessage("its answer is not the JSON that was expected");
        }
        try (var _ = new FakeDaemon(folder.resolve("docker.sock"), client -> {
            FakeDaemon.readTo(client, "\r\n\r\n");
            FakeDaemon.write(
                    client,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nab".getBytes(StandardCharsets.UTF_8));
        })) {
            assertThatThrownBy(() -> docker().ask()).hasMessage("the answer ends early");
        }
        assertThat(docker().isThere()).isFalse();
    }

    @Test
    @Timeout(30)
    void isNotHeldUpByADaemonThatHangs() throws Exception {
        var address = UnixDomainSocketAddress.of(folder.resolve("docker.sock"));
        var waiting = new ArrayList<SocketChannel>();
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(address, 1);
            // nobody takes these up, until no more fit into the line
            for (boolean fits = true; fits; ) {
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                waiting.add(client);
                client.configureBlocking(false);
                try {
                    fits = client.connect(address);
                } catch (IOException _) {
                    fits = false;
                }
            }
            assertThatThrownBy(() -> docker().ask()).isInstanceOf(IOException.class);
        } finally {
            for (SocketChannel client : waiting) client.close();
        }
    }
}
