// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.DatabaseOptions;
import dev.pomona.server.Operator;
import dev.pomona.server.TestServer;
import dev.pomona.server.ops.Metrics;
import dev.pomona.server.signin.OperatorRoutes;
import dev.pomona.server.web.HttpListener;
import dev.pomona.server.web.ListenerOptions;
import dev.pomona.server.web.Memory;
import dev.pomona.server.web.OpenApiDocument;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Yaml;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operator's programs are answered is as their document says, as [ApiTest] has it for everybody else.
class OperatorAnswersTest {

    private static final Node DOCUMENT = Yaml.read(OpenApiDocument.read(OpenApiDocument.OPERATOR));
    private static final String TOKEN = "o".repeat(32);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Set<String> asked = new TreeSet<>();
    private HttpListener listener;

    /// Asks, and holds the answer to the document.
    ///
    /// @param path of the document
    /// @param real path, with a query
    private Node ask(String method, String path, String real, String token, String body, int status) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + listener.port() + "/operator/v1" + real);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String what = method + " " + path;
        asked.add(what);
        assertThat(answer.statusCode()).as(what + ": " + answer.body()).isEqualTo(status);
        Node responses = DOCUMENT.find("paths", path, method.toLowerCase(Locale.ROOT), "responses");
        Node named = responses.find(Integer.toString(status));
        Node response = Schema.resolved(DOCUMENT, named == null ? responses.find("default") : named);
        assertThat(named == null)
                .as(what + ": only what is no success has no answer of its own")
                .isEqualTo(status >= 400);
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        Node schema = response.find("content", type, "schema");
        assertThat(schema).as(what + " in " + type).isNotNull();
        Node value = Json.read(answer.body());
        assertThat(Schema.problems(DOCUMENT, schema, value)).as(what).isEmpty();
        return value;
    }

    @Test
    void realAnswersAreAsTheDocumentSays() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"), Clock.systemUTC());
                Operator operator = Operator.open(TestServer.options(
                                folder.resolve("data"),
                                new DatabaseOptions(
                                        server.databaseUrl(),
                                        TestDatabase.server().user(),
                                        TestDatabase.server().password()))
                        .withKey(folder.resolve("data.key"), null));
                HttpListener started = HttpListener.start(
                        ListenerOptions.plain("127.0.0.1", 0, new Memory(1 << 20), new Random(1)),
                        new OperatorRoutes(operator.tenants(), TOKEN, Clock.systemUTC()).routes(),
                        new Metrics());
                client) {
            listener = started;
            ask("POST", "/tenants", "/tenants", TOKEN, "{\"key\": \"acme\", \"name\": \"Acme Inc\"}", 201);
            ask("POST", "/tenants", "/tenants", TOKEN, "{\"key\": \"beta\"}", 201);
            ask("POST", "/tenants", "/tenants", TOKEN, "{\"key\": \"beta\"}", 409);
            ask("POST", "/tenants", "/tenants", TOKEN, "{\"key\": \"No Key\"}", 400);
            ask("POST", "/tenants", "/tenants", TOKEN, "{", 400);
            assertThat(ask("GET", "/tenants", "/tenants", TOKEN, "", 200).items("items"))
                    .hasSize(3);
            ask("GET", "/tenants", "/tenants", "wrong", "", 401);
            ask("POST", "/tenants/{key}/invitations", "/tenants/acme/invitations", TOKEN, "", 201);
            ask("POST", "/tenants/{key}/invitations", "/tenants/nobody/invitations", TOKEN, "", 404);
            ask("DELETE", "/tenants/{key}", "/tenants/acme", TOKEN, "", 400);
            ask("DELETE", "/tenants/{key}", "/tenants/nobody?confirm=nobody", TOKEN, "", 404);
            Node ended = ask("DELETE", "/tenants/{key}", "/tenants/acme?confirm=acme", TOKEN, "", 202);
            assertThat(ended.text("key")).isEqualTo("acme");
            ask("DELETE", "/tenants/{key}", "/tenants/beta?confirm=beta", TOKEN, "", 202);
            for (var one : operator.tenants().deleted(0, 1)) operator.removal().complete(one.id(), _ -> {});
            Node gone = ask("GET", "/deletions", "/deletions", TOKEN, "", 200);
            assertThat(gone.items("items").getFirst().text("goneAt")).isNotNull();
            ask("GET", "/deletions", "/deletions?after=x", TOKEN, "", 400);
            ask("DELETE", "/tenants/{key}", "/tenants/main?confirm=main", TOKEN, "", 409);
        }
        var described = new TreeSet<String>();
        for (Mapping.Entry path : DOCUMENT.entries("paths")) {
            for (Mapping.Entry operation : path.value().entries()) {
                described.add(operation.key().toUpperCase(Locale.ROOT) + " " + path.key());
            }
        }
        assertThat(asked).as("every operation was asked").isEqualTo(described);
    }
}
