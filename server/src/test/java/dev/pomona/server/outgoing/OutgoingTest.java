// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.web.Networks;
import dev.pomona.server.web.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests to sockets of our own, which see who really connects.
class OutgoingTest {

    private static final Outgoing.Limits LIMITS =
            new Outgoing.Limits(Duration.ofSeconds(2), Duration.ofSeconds(5), 100);
    private static final Reach HERE = new Reach(Networks.parse(List.of("127.0.0.0/8")));
    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final List<ServerSocket> servers = new ArrayList<>();
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() throws IOException {
        for (ServerSocket server : servers) server.close();
    }

    /// @param answer to everybody; empty to say nothing and wait
    /// @return where it listens
    private int serve(ServerSocket server, String answer) {
        servers.add(server);
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> answer(socket, answer));
                } catch (IOException _) {
                    return;
                }
            }
        });
        return server.getLocalPort();
    }

    private int serve(String answer) throws IOException {
        return serve(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
    }

    private void answer(Socket socket, String answer) {
        try (socket) {
            received.add(request(socket.getInputStream()));
            if (answer.isEmpty()) Thread.sleep(Duration.ofMinutes(1));
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException _) {
            received.add("broken off");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) throw new IOException("it ends");
            text.append((char) next);
        }
        return text.toString();
    }

    private static Outgoing.Request get(String uri) {
        return new Outgoing.Request("GET", URI.create(uri), Map.of("Accept", "text/plain"), new byte[0]);
    }

    private static Outgoing outgoing(Reach reach, Outgoing.Names names) {
        return new Outgoing(reach, names, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static InetAddress[] loopback() {
        return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
    }

    @Test
    void aRequestGoesToTheAddressThatItsNameMeantWhenItWasLookedAt() throws Exception {
        int port = serve(FINE);
        var asked = new AtomicInteger();
        Outgoing outgoing = outgoing(HERE, _ -> {
            if (asked.incrementAndGet() > 1) throw new AssertionError("the name was looked up twice");
            return loopback();
        });
        Outgoing.Reply reply = outgoing.send(get("http://hook.example.org:" + port + "/a?b=c"), LIMITS);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).asString().isEqualTo("ok");
        assertThat(received.getFirst())
                .startsWith("GET /a?b=c HTTP/1.1\r\nHost: hook.example.org:" + port + "\r\n")
                .contains("Connection: close\r\n", "Accept: text/plain\r\n");
    }

    @Test
    void aNameThatMeansAnAddressInsideIsNotConnectedTo() throws Exception {
        int port = serve(FINE);
        Outgoing outgoing = outgoing(
                Reach.OUTSIDE,
                host -> host.equals("rebound.example.org") ? loopback() : InetAddress.getAllByName(host));
        for (String name : List.of("localhost", "127.0.0.1", "[::1]", "rebound.example.org")) {
            assertThatThrownBy(() -> outgoing.send(get("http://" + name + ":" + port + "/"), LIMITS))
                    .as(name)
                    .isInstanceOf(OutOfReachException.class);
        }
        assertThat(received).as("nobody connected").isEmpty();
    }

    @Test
    void ofSeveralAddressesOneInReachIsTaken() throws Exception {
        int port = serve(FINE);
        Outgoing outgoing = outgoing(HERE, _ ->
                new InetAddress[] {InetAddress.ofLiteral("10.255.255.1"), InetAddress.ofLiteral("127.0.0.1")});
        assertThat(outgoing.send(get("http://two.example.org:" + port), LIMITS).status())
                .isEqualTo(200);
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        int inside = serve(FINE);
        int port = serve(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n".formatted(inside));
        assertThat(new Outgoing(HERE)
                        .send(get("http://127.0.0.1:" + port), LIMITS)
                        .status())
                .isEqualTo(302);
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "168.63.129.16",
                "::ffff:10.0.0.1",
                "::ffff:0:127.0.0.1",
                "4000::1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "ff02::1"
            })
    void whatIsInsideIsOutOfReach(String address) {
        assertThat(Reach.OUTSIDE.has(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "9.255.255.255", "172.32.0.1", "193.0.0.1", "2606:4700::1", "2a00:1450::1"})
    void theInternetIsInReach(String address) {
        assertThat(Reach.OUTSIDE.has(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void whoeverSaysNothingIsNotWaitedForLong() throws Exception {
        int port = serve("");
        var limits = new Outgoing.Limits(Duration.ofSeconds(1), Duration.ofMillis(300), 100);
        assertThatThrownBy(() -> new Outgoing(HERE).send(get("http://127.0.0.1:" + port), limits))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aCertificateIsOfTheNameThatWasAskedFor(@TempDir Path folder) throws Exception {
        TestCertificate made = TestCertificate.make(folder, "test", "EC");
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("a", made.key(), new char[0], new Certificate[] {made.certificate()});
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        int port = serve(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), FINE);
        var trusting = new Outgoing(HERE, _ -> loopback(), made.trusting().getSocketFactory());
        assertThat(trusting.send(get("https://localhost:" + port), LIMITS).status())
                .isEqualTo(200);
        assertThatThrownBy(() -> trusting.send(get("https://other.example.org:" + port), LIMITS))
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> new Outgoing(HERE).send(get("https://127.0.0.1:" + port), LIMITS))
                .as("nobody vouches for it")
                .isInstanceOf(SSLException.class);
    }

    private static Outgoing.Reply read(String answer, int most) throws IOException {
        return Answer.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1)), most);
    }

    @Test
    void answersAreReadInEachOfTheirForms() throws IOException {
        assertThat(read(FINE, 2).body()).asString().isEqualTo("ok");
        assertThat(read("HTTP/1.0 200\r\n\r\nall of it", 100).body()).asString().isEqualTo("all of it");
        String chunks = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        assertThat(read(chunks, 5).body()).asString().isEqualTo("abcde");
        assertThat(read("HTTP/1.1 103 Early\r\nA: b\r\n\r\nHTTP/1.1 204 None\r\n\r\n", 5)
                        .status())
                .isEqualTo(204);
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", -1)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-x\r\n",
                "HTTP/1.1 999 No\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n"
            })
    void whatIsNoAnswerIsNone(String answer) {
        assertThatThrownBy(() -> read(answer, 100)).isInstanceOf(IOException.class);
    }

    @Test
    void whatHasNoEndIsNotReadToIt() {
        for (String endless : List.of(
                "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(1000),
                "HTTP/1.1 200 " + "x".repeat(10_000),
                "HTTP/1.1 100 Go on\r\n\r\n".repeat(100),
                "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1000))) {
            assertThatThrownBy(() -> read(endless, 100)).isInstanceOf(IOException.class);
        }
    }
}
