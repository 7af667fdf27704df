// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.command.Version;
import dev.pomona.cli.settings.GlobalSettings;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLHandshakeException;

/// A control plane as commands ask it. Every failure is said in words that tell what to do.
public final class Remote {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(150);
    private static final String BASE = "/api/v1";

    private final URI server;
    private final String token;
    // one for all questions, until the program ends
    private final HttpClient client;

    /// @param authorities a file of certificates that are trusted besides the usual ones; empty for none
    private Remote(URI server, String token, Optional<Path> authorities) {
        this.server = server;
        this.token = token;
        // redirects are not followed: the token is for this server
        var builder = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
        authorities.map(Authorities::besides).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /// The one that the settings name.
    ///
    /// @throws UsageException when there is no token, or it would travel in clear
    public static Remote of(Invocation invocation) {
        return at(invocation.settings().text(RemoteSettings.SERVER).orElse(""), invocation);
    }

    /// The one at an address.
    ///
    /// @throws UsageException as [#of]
    public static Remote at(String address, Invocation invocation) {
        if (invocation.settings().isOn(GlobalSettings.OFFLINE)) {
            throw new UsageException("this asks a server, and --offline forbids it");
        }
        String token =
                invocation.environment().getOrDefault(RemoteSettings.TOKEN, "").strip();
        if (token.isEmpty()) {
            throw new UsageException(
                    "set %s to an API token of the server (made by its administrator)".formatted(RemoteSettings.TOKEN));
        }
        if (!token.matches("[\\x21-\\x7e]+")) throw new UsageException(RemoteSettings.TOKEN + " is no token");
        URI uri;
        try {
            uri = URI.create(address.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new UsageException("'%s' is no address".formatted(address), e);
        }
        boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!isWeb || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new UsageException("a server is like https://pomona.example.org, but got '%s'".formatted(address));
        }
        if ("http".equals(uri.getScheme()) && !isThisMachine(uri.getHost())) {
            throw new UsageException("the token is not sent in clear to %s; use https".formatted(uri.getHost()));
        }
        return new Remote(
                uri,
                token,
                invocation.settings().text(GlobalSettings.CA_CERTIFICATE).map(invocation.folder()::resolve));
    }

    private static boolean isThisMachine(String host) {
        // a name may begin with digits, too
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }

    /// @param query names and values in turn; an empty value is left out
    public Node get(String path, String... query) throws RemoteException {
        return taken(answer(request(path, query).GET()));
    }

    /// An answer as it is.
    ///
    /// @param query as for [#get]
    String text(String path, String... query) throws RemoteException {
        HttpResponse<String> response = sent(request(path, query).GET());
        if (response.statusCode() >= 300) taken(read(response));
        return response.body();
    }

    /// A part of a path, whatever is in it.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Sends JSON.
    public Node send(String method, String path, String json) throws RemoteException {
        return taken(ask(method, path, json));
    }

    /// Sends a text.
    ///
    /// @param type what it is, as a media type
    public Node send(String method, String path, String type, String text) throws RemoteException {
        return taken(ask(method, path, type, text));
    }

    /// An answer as it came.
    ///
    /// @param retryAfter that the server asks for; zero when it does not
    public record Answer(URI server, int status, Node body, Duration retryAfter) {

        public boolean isSuccess() {
            return status < 300;
        }

        /// Why it is no success, in words.
        public String problem() {
            String detail = body.text("detail");
            var problems = new StringBuilder(
                    "%s: %s".formatted(server, detail == null ? "it answers with %d".formatted(status) : detail));
            for (Node problem : body.items("problems")) {
                // one mistake in a parameter is what the detail says already
                if ("%s %s"
                        .formatted(problem.text("where"), problem.text("message"))
                        .equals(detail)) continue;
                String line = problem.text("line");
                problems.append("\n  ")
                        .append(problem.text("where"))
                        .append(line == null ? "" : ":" + line + ":" + problem.text("column"))
                        .append(": ")
                        .append(problem.text("message"));
            }
            return problems.toString();
        }
    }

    /// Sends JSON, for those who decide themselves what a refusal means.
    ///
    /// @throws RemoteException when there is no answer
    public Answer ask(String method, String path, String json) throws RemoteException {
        return ask(method, path, "application/json", json);
    }

    private Answer ask(String method, String path, String type, String text) throws RemoteException {
        return answer(
                request(path).header("Content-Type", type).method(method, HttpRequest.BodyPublishers.ofString(text)));
    }

    /// Sends a document, packed.
    ///
    /// @param query as for [#get]
    public Node push(String path, byte[] document, String... query) throws RemoteException {
        var packed = new ByteArrayOutputStream(document.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return taken(answer(request(path, query)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))));
    }

    /// A path with a query.
    ///
    /// @param query names and values in turn; an empty value is left out
    public static String withQuery(String path, List<String> query) {
        var address = new StringBuilder(path);
        char before = '?';
        for (int i = 0; i + 1 < query.size(); i += 2) {
            if (query.get(i + 1).isEmpty()) continue;
            address.append(before)
                    .append(query.get(i))
                    .append('=')
                    .append(URLEncoder.encode(query.get(i + 1), StandardCharsets.UTF_8));
            before = '&';
        }
        return address.toString();
    }

    private HttpRequest.Builder request(String path, String... query) {
        return HttpRequest.newBuilder(URI.create(server + BASE + withQuery(path, List.of(query))))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("User-Agent", "pomona/" + Version.current());
    }

    private Answer answer(HttpRequest.Builder request) throws RemoteException {
        return read(sent(request));
    }

    private Answer read(HttpResponse<String> response) throws RemoteException {
        try {
            Node body = response.body().isEmpty() ? Json.read("{}") : Json.read(response.body());
            long seconds = response.headers()
                    .firstValue("Retry-After")
                    .filter(text -> text.matches("\\d{1,6}"))
                    .map(Long::parseLong)
                    .orElse(0L);
            return new Answer(server, response.statusCode(), body, Duration.ofSeconds(seconds));
        } catch (SyntaxException e) {
            throw new RemoteException("%s does not answer like a Pomona server".formatted(server), e);
        }
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws RemoteException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RemoteException("%s can't be reached (%s); see --server".formatted(server, cause(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("interrupted", e);
        }
    }

    private static String cause(IOException e) {
        if (e instanceof SSLHandshakeException && String.valueOf(e.getMessage()).contains("PKIX")) {
            return "nobody that is trusted vouches for its certificate; --ca-certificate names who is";
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    /// What the server refuses is wrong use; what it can't do just now is not.
    private static Node taken(Answer answer) throws RemoteException {
        if (answer.isSuccess()) return answer.body();
        if (answer.status() == 429 || answer.status() >= 500) throw new RemoteException(answer.problem(), null);
        throw new UsageException(answer.problem());
    }
}
