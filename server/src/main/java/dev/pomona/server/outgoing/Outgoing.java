// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.outgoing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Sends requests over HTTP/1.1 (RFC 9112) to addresses in [Reach] alone. Thread-safe.
///
/// A name is looked up once, and the very address that was found to be in reach is connected to: whoever changes what a
/// name means in between gains nothing. That can't be had from the JDK's client, which looks names up by itself.
/// Redirects are not followed, no proxy is asked, and each request has a connection of its own.
public final class Outgoing {

    /// Where names are looked up.
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final Reach reach;
    private final Names names;
    private final SSLSocketFactory tls;

    public Outgoing(Reach reach) {
        this(reach, InetAddress::getAllByName, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Outgoing(Reach reach, Names names, SSLSocketFactory tls) {
        this.reach = reach;
        this.names = names;
        this.tls = tls;
    }

    /// @param headers without those that say where to and how long
    /// @param body empty for none
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Request(String method, URI uri, Map<String, String> headers, byte[] body) {

        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /// @param connect until there is a connection
    /// @param all until the answer is here
    /// @param body bytes of it that are read: an answer with more is none; negative to read none of it
    public record Limits(Duration connect, Duration all, int body) {}

    /// @param body empty where none was to be read
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Reply(int status, byte[] body) {}

    /// @throws OutOfReachException when the address is inside
    /// @throws SocketTimeoutException when it takes too long
    /// @throws IOException when there is no answer, or it is none of HTTP
    /// @throws IllegalArgumentException when the address can't be used
    public Reply send(Request request, Limits limits) throws IOException, InterruptedException {
        URI uri = request.uri();
        boolean isEncrypted = "https".equals(uri.getScheme());
        if (uri.getHost() == null || !(isEncrypted || "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("an http or https address is wanted");
        }
        var socket = new AtomicReference<@Nullable Socket>();
        var task = new FutureTask<>(() -> exchange(request, limits, isEncrypted, socket));
        Thread thread = Thread.ofVirtual().name("outgoing").start(task);
        try {
            return task.get(limits.all().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw (SocketTimeoutException) new SocketTimeoutException("it takes too long").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) throw io;
            if (e.getCause() instanceof RuntimeException wrong) throw wrong;
            throw new IOException("the request failed", e.getCause());
        } finally {
            thread.interrupt();
            close(socket.get());
        }
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) socket.close();
        } catch (IOException _) {
            // nothing is expected of it any more
        }
    }

    private Reply exchange(
            Request request, Limits limits, boolean isEncrypted, AtomicReference<@Nullable Socket> opened)
            throws IOException {
        URI uri = request.uri();
        int port = uri.getPort() >= 0 ? uri.getPort() : isEncrypted ? 443 : 80;
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        InetAddress address = address(host);
        try (var plain = new Socket()) {
            opened.set(plain);
            plain.connect(
                    new InetSocketAddress(address, port), (int) limits.connect().toMillis());
            plain.setTcpNoDelay(true);
            if (!isEncrypted) return talk(plain, request, limits);
            try (var socket = (SSLSocket) tls.createSocket(plain, host, port, true)) {
                var parameters = socket.getSSLParameters();
                // a chain alone says nothing of whose it is
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return talk(socket, request, limits);
            }
        }
    }

    /// The first that is in reach.
    private InetAddress address(String host) throws IOException {
        for (InetAddress address : names.of(host)) {
            if (reach.has(address)) return address;
        }
        throw new OutOfReachException();
    }

    private static Reply talk(Socket socket, Request request, Limits limits) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(head(request).getBytes(StandardCharsets.ISO_8859_1));
        out.write(request.body());
        out.flush();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        return Answer.read(in, limits.body());
    }

    private static String head(Request request) {
        URI uri = request.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var head = new StringBuilder()
                .append(request.method())
                .append(' ')
                .append(path)
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getHost())
                .append(uri.getPort() >= 0 ? ":" + uri.getPort() : "")
                .append("\r\nConnection: close\r\n");
        if (request.body().length > 0 || !request.method().equals("GET")) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(line(value)).append("\r\n"));
        String text = head.append("\r\n").toString();
        if (!text.chars().allMatch(c -> c < 0x7f)) throw new IllegalArgumentException("the address is not in ASCII");
        return text;
    }

    /// Nobody puts headers into a value.
    private static String line(String value) {
        if (value.chars().anyMatch(c -> c < ' ')) throw new IllegalArgumentException("a header has one line");
        return value;
    }
}
