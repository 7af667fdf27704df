// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.server.web.Networks;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A control plane of its own on loopback, with a database of its own, and a client that knows how
/// to ask it.
public final class TestServer implements AutoCloseable {

    public static final String PASSWORD = "correct horse battery";
    public static final String DIGEST = "sha256:" + "a".repeat(64);

    private final Server server;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();
    private String session = "";
    private String csrf = "";

    private TestServer(Server server, String url) {
        this.server = server;
        this.url = url;
    }

    public static TestServer start(Path folder) throws InterruptedException {
        return start(folder, Clock.systemUTC());
    }

    public static TestServer start(Path folder, Clock clock) throws InterruptedException {
        return start(folder, clock, TestDatabase.freshUrl());
    }

    public static TestServer start(Path folder, Clock clock, String databaseUrl) throws InterruptedException {
        var database = new DatabaseOptions(
                databaseUrl, TestDatabase.server().user(), TestDatabase.server().password());
        var options = options(folder, database)
                .withKey(folder.resolveSibling(folder.getFileName() + ".key"), null)
                .withClock(clock);
        return new TestServer(Server.start(options), databaseUrl);
    }

    /// How a test starts one, at ports of the system's choice.
    public static ServerOptions options(Path folder, DatabaseOptions database) {
        return new ServerOptions(
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                folder,
                database,
                null,
                null,
                null,
                Networks.NONE,
                // receivers and identity providers of tests are here
                Networks.parse(List.of("127.0.0.0/8", "::1")),
                null,
                null,
                List.of(),
                Duration.ofMinutes(5),
                8 << 20,
                Map.of(),
                "1",
                Clock.systemUTC(),
                new SecureRandom());
    }

    public Server server() {
        return server;
    }

    public String databaseUrl() {
        return url;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /// A request to a path, to be sent with [#send].
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Makes the first administrator and stays logged in.
    public TestServer withAdministrator() {
        String link = server.setupLink().orElseThrow();
        String key = link.substring(link.indexOf("key=") + 4);
        HttpResponse<String> made = send(form("/setup", "key", key, "name", "admin", "password", PASSWORD));
        if (made.statusCode() != 303) throw new IllegalStateException(made.body());
        takeSession(made);
        return this;
    }

    /// The session that an answer brings, from now on.
    public void takeSession(HttpResponse<String> response) {
        session = cookie(response);
        csrf = String.valueOf(
                json(send(request("/api/v1/me").header("Cookie", session))).text("csrf"));
    }

    public String session() {
        return session;
    }

    public static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    /// A form that a page of ours sends.
    public HttpRequest.Builder form(String path, String... fields) {
        var body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            if (!body.isEmpty()) body.append('&');
            body.append(fields[i]).append('=').append(encoded(fields[i + 1]));
        }
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// A request of the administrator's session.
    public HttpRequest.Builder asAdministrator(String method, String path, String body) {
        return request(path)
                .header("Cookie", session)
                .header("X-CSRF-Token", csrf)
                .header("Content-Type", "application/json")
                .method(method, publisher(body));
    }

    private static HttpRequest.BodyPublisher publisher(String body) {
        return body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    }

    /// A token with these scopes for an hour.
    public String token(String... scopes) {
        String list = String.join("\",\"", List.of(scopes));
        HttpResponse<String> made = send(asAdministrator("POST", "/api/v1/tokens", """
                {"name": "test", "scopes": ["%s"], "expiresAt": "%s"}
                """.formatted(
                        list, Clock.systemUTC().instant().plusSeconds(3600))));
        if (made.statusCode() != 201) throw new IllegalStateException(made.body());
        return String.valueOf(json(made).text("token"));
    }

    /// A request with a token.
    public HttpRequest.Builder as(String token, String method, String path, String body) {
        return request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, publisher(body));
    }

    public HttpResponse<String> get(String token, String path) {
        return send(as(token, "GET", path, ""));
    }

    public static Node json(HttpResponse<String> response) {
        return Json.read(response.body());
    }

    /// A CycloneDX document of these purls.
    public static String bill(String... purls) {
        var components = new StringBuilder();
        for (String purl : purls) {
            components
                    .append(components.isEmpty() ? "" : ",")
                    .append("{\"type\":\"library\",\"name\":\"%s\",\"version\":\"%s\",\"purl\":\"%s\"}"
                            .formatted(
                                    purl.substring(purl.indexOf('/') + 1, purl.indexOf('@')),
                                    purl.substring(purl.indexOf('@') + 1),
                                    purl));
        }
        return "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[%s]}"
                .formatted(components);
    }
}
