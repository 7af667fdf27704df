// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.ops.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that would hold a connection for as long as they like.
@Timeout(60)
class PatienceTest {

    private static final Duration GRACE = Duration.ofMillis(800);

    private HttpListener listener;

    @BeforeEach
    void start() {
        List<Route> routes = List.of(
                Route.of(Method.GET, "/short", _ -> Response.text(200, Response.TEXT, "short")),
                Route.of(Method.GET, "/slow", _ -> {
                    sleep(GRACE.multipliedBy(2));
                    return Response.text(200, Response.TEXT, "slow");
                }),
                Route.of(Method.GET, "/long", _ -> Response.text(200, Response.TEXT, "x".repeat(64 << 20))),
                Route.of(
                        Method.POST,
                        "/size",
                        request -> Response.text(200, Response.TEXT, Integer.toString(request.body().length))),
                Route.of(Method.POST, "/refused", _ -> {
                    throw new ProblemException(ProblemType.NOT_AUTHENTICATED, "no");
                }));
        listener = HttpListener.start(
                ListenerOptions.plain("127.0.0.1", 0, new Memory(64 << 20), new SecureRandom()),
                routes,
                new Metrics(),
                new Patience.Limits(GRACE, 1000));
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", listener.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String head(Socket socket) throws IOException {
        var head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) break;
            head.append((char) next);
        }
        return head.toString();
    }

    /// Whether the server ends a connection on which a byte comes now and then.
    private static boolean endsWhileDribbling(Socket socket) throws IOException {
        long end = System.nanoTime() + GRACE.multipliedBy(12).toNanos();
        try {
            while (System.nanoTime() < end) {
                send(socket, "a");
                sleep(GRACE.dividedBy(8));
                if (socket.getInputStream().available() > 0) return true;
            }
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    @Test
    void headersThatNeverEndEndTheConnection() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /short HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            assertThat(endsWhileDribbling(socket)).isTrue();
        }
    }

    @Test
    void bodiesThatNeverEndEndTheConnection() throws Exception {
        for (String path : List.of("/size", "/refused")) {
            try (Socket socket = connect()) {
                send(socket, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n".formatted(path));
                assertThat(endsWhileDribbling(socket)).as(path).isTrue();
            }
        }
    }

    @Test
    void answersThatNobodyReadsEndTheConnection() throws Exception {
        try (Socket socket = connect()) {
            socket.setReceiveBufferSize(4096);
            send(socket, "GET /long HTTP/1.1\r\nHost: localhost\r\n\r\n");
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (listener.answering() > 0 && System.nanoTime() < end) sleep(Duration.ofMillis(50));
            assertThat(listener.answering()).isZero();
        }
    }

    @Test
    void whoIsQuickEnoughIsServedAgainAndAgain() throws Exception {
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                // between requests there is time, and while one is answered
                sleep(GRACE.multipliedBy(2));
                send(socket, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(head(socket)).startsWith("HTTP/1.1 200");
                assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("slow");
                send(socket, "POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
                String refused = head(socket);
                assertThat(refused).startsWith("HTTP/1.1 401");
                int length = Integer.parseInt(refused.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
                assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
            }
        }
    }

    @Test
    void aLongBodyMayTakeItsTime() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "POST /size HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12000\r\n\r\n");
            for (int i = 0; i < 12; i++) {
                sleep(GRACE.dividedBy(4));
                send(socket, "b".repeat(1000));
            }
            assertThat(head(socket)).startsWith("HTTP/1.1 200");
        }
    }
}
