// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request as Helidon received it.
final class ReceivedRequest implements Request {

    private static final int MOST_PARAMETERS = 64;

    private final ServerRequest received;
    private final Router.Match match;
    private final ListenerOptions options;
    private final Memory.Share memory;
    private final Map<String, String> query;
    private @Nullable InputStream content;

    ReceivedRequest(ServerRequest received, Router.Match match, ListenerOptions options, Memory.Share memory) {
        this.received = received;
        this.match = match;
        this.options = options;
        this.memory = memory;
        this.query = parse(received.query().rawValue());
    }

    private static Map<String, String> parse(String raw) {
        var query = new LinkedHashMap<String, String>();
        if (raw == null || raw.isEmpty()) return query;
        String[] parts = raw.split("&", MOST_PARAMETERS + 1);
        if (parts.length > MOST_PARAMETERS) throw ProblemException.invalid("query", "has too many parameters");
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            String value = decoded(equals < 0 ? "" : part.substring(equals + 1));
            if (query.putIfAbsent(name, value) != null) throw ProblemException.invalid(name, "is given twice");
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("query", "has a damaged % escape");
        }
    }

    @Override
    public Method method() {
        return match.route().method();
    }

    @Override
    public String path() {
        return received.path().rawPath();
    }

    @Override
    public String template() {
        return match.route().path();
    }

    @Override
    public String pathParameter(String name) {
        String value = match.parameters().get(name);
        if (value == null) throw new IllegalArgumentException("the route has no parameter " + name);
        return value;
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    @Override
    public List<String> queryNames() {
        return List.copyOf(query.keySet());
    }

    @Override
    public String rawQuery() {
        String raw = received.query().rawValue();
        return raw == null ? "" : raw;
    }

    @Override
    public Optional<String> header(String name) {
        return received.headers().value(HeaderNames.create(name));
    }

    @Override
    public Optional<String> cookie(String name) {
        return received.headers().cookies().first(name).asOptional();
    }

    @Override
    public byte[] body() {
        if (!received.content().hasEntity()) return new byte[0];
        return Body.read(content(), encoding(), match.route().maxBody(), memory);
    }

    @Override
    public Spooled spooled() {
        Spool spool = options.spool();
        if (spool == null) throw new IllegalStateException("this listener takes no documents");
        if (!received.content().hasEntity()) return Spooled.of(new byte[0]);
        return Body.spool(content(), encoding(), match.route().maxBody(), spool);
    }

    /// What is sent, to be had from here alone: it can be asked for once. Whoever reads on goes on where the last one
    /// ended.
    InputStream content() {
        InputStream begun = content;
        if (begun == null) begun = received.content().inputStream();
        content = begun;
        return begun;
    }

    private String encoding() {
        return header("Content-Encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String client() {
        String peer = received.remotePeer().host();
        if (!(received.remotePeer().address() instanceof InetSocketAddress socket) || socket.getAddress() == null) {
            return peer;
        }
        return ClientAddress.of(
                socket.getAddress(),
                options.trustedProxies(),
                header("X-Forwarded-For").orElse(""));
    }

    @Override
    public boolean isSecure() {
        return options.isSecure(received.isSecure());
    }

    @Override
    public String origin() {
        URI publicUrl = options.publicUrl();
        if (publicUrl != null) {
            int port = publicUrl.getPort();
            return publicUrl.getScheme() + "://" + publicUrl.getHost() + (port < 0 ? "" : ":" + port);
        }
        return (received.isSecure() ? "https://" : "http://") + header("Host").orElse(options.host());
    }
}
