// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import dev.pomona.server.ops.LogContext;
import dev.pomona.server.ops.Metrics;
import dev.pomona.server.ops.Tracing;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.sql.StoreException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Listens at one port and answers by routes, each request on a virtual thread of its own. Close it
/// to stop: what is being answered is answered to the end, for a while.
public final class HttpListener implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HttpListener.class.getName());

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration STALL = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration CERTIFICATE_IS_LOOKED_AT = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 4096;

    private final ListenerOptions options;
    private final Router router;
    private final Metrics metrics;
    private final WebServer server;
    private final @Nullable TlsMaterial tls;
    private final Patience patience;
    private final AtomicInteger answering = new AtomicInteger();

    private HttpListener(ListenerOptions options, List<Route> routes, Metrics metrics, Patience.Limits limits) {
        this.options = options;
        this.router = new Router(routes);
        this.metrics = metrics;
        var direct = DirectHandlers.builder();
        for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
            direct.addHandler(
                    event,
                    (_, _, status, headers, _) -> refused(status, headers, options.isSecure(options.tls() != null)));
        }
        TlsFiles files = options.tls();
        this.tls = files == null ? null : new TlsMaterial(files, CERTIFICATE_IS_LOOKED_AT);
        this.patience = new Patience(limits);
        var builder = WebServer.builder();
        if (tls != null) builder.tls(tls.tls());
        this.server = builder.host(options.host())
                .port(options.port())
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .maxTcpConnections(MOST_CONNECTIONS)
                .idleConnectionTimeout(IDLE)
                .featuresDiscoverServices(false)
                .connectionOptions(socket -> socket.readTimeout(STALL))
                .protocolsDiscoverServices(false)
                .addConnectionSelector(patience)
                .contentEncoding(encoding ->
                        encoding.contentEncodingsDiscoverServices(false).addContentEncoding(new LeftPacked()))
                .directHandlers(direct.build())
                .routing(routing -> routing.any(this::answer))
                .build();
    }

    /// Starts one.
    ///
    /// @throws java.io.UncheckedIOException when the port is taken
    public static HttpListener start(ListenerOptions options, List<Route> routes, Metrics metrics) {
        return start(options, routes, metrics, Patience.Limits.USUAL);
    }

    static HttpListener start(ListenerOptions options, List<Route> routes, Metrics metrics, Patience.Limits limits) {
        var listener = new HttpListener(options, routes, metrics, limits);
        try {
            listener.server.start();
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
        listener.tellOfCertificate();
        return listener;
    }

    private void tellOfCertificate() {
        TlsMaterial material = tls;
        if (material == null) return;
        metrics.gauge(
                "pomona_tls_certificate_expiry_timestamp_seconds",
                "When the certificate that is shown ends, in seconds since 1970.",
                () -> (double) material.notAfter().getEpochSecond());
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        if (tls != null) tls.close();
        patience.close();
    }

    /// How many requests are being answered.
    public int answering() {
        return answering.get();
    }

    private void answer(ServerRequest received, ServerResponse sent) {
        String id = HexFormat.of().toHexDigits(options.random().nextLong());
        answering.incrementAndGet();
        try {
            Tracing tracing = received.path().rawPath().startsWith("/health") ? Tracing.NONE : options.tracing();
            try (Tracing.Span span =
                    tracing.request(verb(received), name -> received.headers().value(HeaderNames.create(name)))) {
                new LogContext(id, span.trace(), span.id()).run(() -> answer(received, sent, id, span));
            }
        } finally {
            answering.decrementAndGet();
        }
    }

    private void answer(ServerRequest received, ServerResponse sent, String id, Tracing.Span span) {
        long start = System.nanoTime();
        String template = "";
        Response response;
        ReceivedRequest request = null;
        try (Memory.Share memory = options.memory().share()) {
            checkHost(received);
            Router.Match match = router.match(
                    method(received.prologue().method().text()), received.path().rawPath());
            template = match.route().path();
            request = new ReceivedRequest(received, match, options, memory);
            response = handle(match.route().handler(), request);
        } catch (ProblemException e) {
            response = e.response();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // whatever it was that a request brought about, it is answered like any other
            LOG.log(System.Logger.Level.ERROR, "a request failed", e);
            response = internal();
        }
        String method = received.prologue().method().text();
        if (isRead(received, request)) Patience.answered();
        else response = response.header("Connection", "close");
        try {
            send(
                    response.header("X-Request-Id", id),
                    options.isSecure(received.isSecure()),
                    method.equals("HEAD"),
                    sent);
        } finally {
            span.named(template.isEmpty() ? verb(received) : verb(received) + " " + template);
            span.answered(template, response.status());
            tell(method, template, response.status(), System.nanoTime() - start);
        }
    }

    /// As much of a body as is read although nobody wants it, so that the sender hears the answer.
    private static final long MOST_UNWANTED = 64L << 20;

    /// Whether a body is over: whatever nobody wanted of it is read, unless it is too much.
    ///
    /// @param request `null` when it was refused before anybody could have begun to read
    private static boolean isRead(ServerRequest received, @Nullable ReceivedRequest request) {
        if (!received.content().hasEntity() || received.content().consumed()) return true;
        try {
            InputStream rest = request == null ? received.content().inputStream() : request.content();
            byte[] some = new byte[1 << 16];
            long left = MOST_UNWANTED;
            for (int count = rest.read(some); count >= 0; count = rest.read(some)) {
                left -= count;
                if (left < 0) return false;
            }
            return true;
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }

    private static Response handle(Handler handler, Request request) {
        try {
            return handler.handle(request);
        } catch (UnknownException e) {
            return new ProblemException(ProblemType.NOT_FOUND, String.valueOf(e.getMessage())).response();
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "the database did not do what a request needs", e);
            if (e.isDuplicate()) {
                return new ProblemException(ProblemType.CONFLICT, "something of this name is there already").response();
            }
            if (!e.isPassing()) return internal();
            return unavailable(e).response();
        } catch (ProblemException e) {
            return e.response();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request failed", e);
            return internal();
        }
    }

    /// Nothing of what was asked for has happened, as far as can be known.
    private static ProblemException unavailable(StoreException e) {
        return e.isFull()
                ? new ProblemException(
                                ProblemType.UNAVAILABLE,
                                "the disk of the database is full; make room there, then try again")
                        .retryAfter(Duration.ofSeconds(30))
                : new ProblemException(ProblemType.UNAVAILABLE, "the database can't do this just now; try again")
                        .retryAfter(Duration.ofSeconds(2));
    }

    private static Response internal() {
        return new ProblemException(
                        ProblemType.INTERNAL,
                        "this is our fault; the log says where it happened, under the X-Request-Id of this answer")
                .response();
    }

    private void send(Response response, boolean isSecure, boolean isHead, ServerResponse sent) {
        sent.status(Status.create(response.status()));
        for (Response.Header header : SecurityHeaders.of(isSecure)) sent.header(header.name(), header.value());
        boolean saysHowToCache = false;
        for (Response.Header header : response.headers()) {
            // a name may stand several times: cookies
            sent.headers().add(HeaderNames.create(header.name()), header.value());
            saysHowToCache |= header.name().equalsIgnoreCase("Cache-Control");
        }
        if (!saysHowToCache) sent.header("Cache-Control", "no-store");
        if (!response.type().isEmpty()) sent.header("Content-Type", response.type());
        Response.Written written = response.written();
        if (written != null && !isHead) write(written, sent);
        else if (isHead || response.body().length == 0) sent.send();
        else sent.send(response.body());
    }

    private static void write(Response.Written written, ServerResponse sent) {
        try (OutputStream out = sent.outputStream()) {
            written.to(out);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "who read an answer has gone", e);
        }
    }

    private void tell(String method, String template, int status, long nanos) {
        if (template.startsWith("/health")) return;
        // methods and paths are anybody's words: only those of routes are told
        String known = template.isEmpty() ? "none" : template;
        String verb = method(method) == null ? "OTHER" : method;
        metrics.time(
                "pomona_http_request_seconds",
                "How long requests took, by route and outcome.",
                nanos / 1e9,
                "method",
                verb,
                "route",
                known,
                "status",
                Integer.toString(status));
        LOG.log(System.Logger.Level.DEBUG, () -> "%s %s %d %.1f ms".formatted(verb, known, status, nanos / 1e6));
    }

    /// A page of somebody else's, whose name leads to this machine, must not be answered as if it
    /// were ours.
    private void checkHost(ServerRequest received) {
        if (!options.isLoopback()) return;
        String named = received.headers().value(HeaderNames.HOST).orElse("");
        String host = named.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        URI publicUrl = options.publicUrl();
        if (LOOPBACK_NAMES.contains(host) || host.equals(options.host())) return;
        if (publicUrl != null && host.equals(publicUrl.getHost())) return;
        throw new ProblemException(ProblemType.NOT_ALLOWED, "this listener is for this machine's own names only");
    }

    /// A method that there is; anybody could send any other word.
    private static String verb(ServerRequest received) {
        String method = received.prologue().method().text();
        return method(method) == null ? "OTHER" : method;
    }

    private static @Nullable Method method(String name) {
        if (name.equals("HEAD")) return Method.GET;
        Optional<Method> known = Arrays.stream(Method.values())
                .filter(method -> method.name().equals(name))
                .findFirst();
        return known.orElse(null);
    }

    /// What never became a request: damaged lines and headers, and too much of them.
    private static DirectHandler.TransportResponse refused(
            Status status, ServerResponseHeaders headers, boolean isSecure) {
        var problem = new ProblemException(ProblemType.INVALID_REQUEST, "the request can't be read").response();
        for (Response.Header header : SecurityHeaders.of(isSecure)) {
            headers.set(HeaderNames.create(header.name()), header.value());
        }
        headers.set(HeaderNames.CACHE_CONTROL, "no-store");
        headers.set(HeaderNames.CONTENT_TYPE, Response.PROBLEM);
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .entity(problem.body())
                .keepAlive(false)
                .build();
    }
}
