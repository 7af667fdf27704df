// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.PASSWORD;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.DatabaseOptions;
import dev.pomona.server.Operator;
import dev.pomona.server.TestServer;
import dev.pomona.server.ops.Metrics;
import dev.pomona.server.signin.OperatorRoutes;
import dev.pomona.server.web.HttpListener;
import dev.pomona.server.web.ListenerOptions;
import dev.pomona.server.web.Memory;
import dev.pomona.server.web.ProblemException;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.sql.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator makes a second organisation, whose people come in and see nothing of the first.
class TenantsTest {

    @TempDir
    Path folder;

    private Operator operator(TestServer server) throws InterruptedException {
        Path data = folder.resolve("data");
        return Operator.open(TestServer.options(
                        data,
                        new DatabaseOptions(
                                server.databaseUrl(),
                                TestDatabase.server().user(),
                                TestDatabase.server().password()))
                .withKey(folder.resolve("data.key"), null));
    }

    private static int setUp(TestServer server, String key, String name) {
        return server.send(server.form("/setup", "key", key, "name", name, "password", PASSWORD))
                .statusCode();
    }

    @Test
    void aSecondOrganisationIsASecondWorld() throws Exception {
        try (TestServer server =
                TestServer.start(folder.resolve("data"), Clock.systemUTC()).withAdministrator()) {
            String first = server.token("read", "push", "admin");
            assertThat(server.send(server.as(
                                    first,
                                    "POST",
                                    "/api/v1/documents?project=shop&name=shop&kind=image&artifact=" + DIGEST,
                                    bill("pkg:npm/left-pad@1.0.0")))
                            .statusCode())
                    .isEqualTo(201);
            try (Operator operator = operator(server)) {
                Tenants tenants = operator.tenants();
                String link = tenants.add("acme", "Acme Inc");
                assertThat(tenants.after("", 10))
                        .extracting(TenantStore.Listed::key)
                        .containsExactly("acme", "main");
                assertThatThrownBy(() -> tenants.add("acme", "again"))
                        .isInstanceOf(ProblemException.class)
                        .hasMessageContaining("already");
                for (String wrong : new String[] {"", "Acme", "a b", "-a", "a-", "a--b", "x".repeat(64)}) {
                    assertThatThrownBy(() -> tenants.add(wrong, "n")).as(wrong).isInstanceOf(ProblemException.class);
                }
                assertThatThrownBy(() -> tenants.invite("nobody")).isInstanceOf(ProblemException.class);
                assertThat(setUp(server, link, "admin"))
                        .as("names of organisations are apart")
                        .isEqualTo(303);
                assertThat(setUp(server, link, "eve")).as("once").isEqualTo(404);
            }
            assertThat(server.send(server.form("/login", "organisation", "main", "name", "eve", "password", PASSWORD))
                            .statusCode())
                    .isEqualTo(401);
            server.takeSession(
                    server.send(server.form("/login", "organisation", "acme", "name", "admin", "password", PASSWORD)));
            String second = server.token("read", "push", "admin");
            assertThat(json(server.get(second, "/api/v1/me"))
                            .find("tenant", "key")
                            .text())
                    .isEqualTo("acme");
            assertThat(json(server.get(second, "/api/v1/projects")).items("items"))
                    .isEmpty();
            assertThat(server.get(second, "/api/v1/artifacts/" + DIGEST).statusCode())
                    .isEqualTo(404);
            assertThat(server.get(first, "/api/v1/artifacts/" + DIGEST).statusCode())
                    .isEqualTo(200);
            assertThat(server.get(second, "/api/v1/audit").body())
                    .contains("organisation-made", "operator", "administrator-made");
            assertThat(server.get(first, "/api/v1/audit").body()).doesNotContain("acme");
            assertThat(server.send(server.request("/login?organisation=acme")).body())
                    .contains("value=\"acme\"");
        }
    }

    @Test
    void whoeverLostAllPasswordsIsLetInAgainByTheOperator() throws Exception {
        try (TestServer server =
                TestServer.start(folder.resolve("data"), Clock.systemUTC()).withAdministrator()) {
            try (Operator operator = operator(server)) {
                String link = operator.tenants().invite("main");
                assertThat(setUp(server, link, "admin")).as("the name is taken").isEqualTo(409);
                assertThat(setUp(server, link, "admin2")).isEqualTo(303);
            }
            assertThat(server.send(server.form(
                                    "/login", "organisation", "main", "name", "admin2", "password", PASSWORD))
                            .statusCode())
                    .isEqualTo(303);
        }
    }

    private static HttpResponse<String> ask(HttpClient client, HttpListener listener, String token, String body)
            throws Exception {
        return ask(client, listener, token, body.isEmpty() ? "GET" : "POST", "/tenants", body);
    }

    private static HttpResponse<String> ask(
            HttpClient client, HttpListener listener, String token, String method, String path, String body)
            throws Exception {
        URI address = URI.create("http://127.0.0.1:" + listener.port() + "/operator/v1" + path);
        return client.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void programsOfTheOperatorAskAtAPortOfTheirOwn() throws Exception {
        String token = "o".repeat(32);
        try (TestServer server = TestServer.start(folder.resolve("data"), Clock.systemUTC())
                        .withAdministrator();
                Operator operator = operator(server);
                HttpListener listener = HttpListener.start(
                        ListenerOptions.plain("127.0.0.1", 0, new Memory(1 << 20), new Random(1)),
                        new OperatorRoutes(operator.tenants(), token, Clock.systemUTC()).routes(),
                        new Metrics());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> made = ask(client, listener, token, "{\"key\": \"acme\", \"name\": \"Acme Inc\"}");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(json(made).text("setupPath")).startsWith("/setup?key=");
            assertThat(json(ask(client, listener, token, "")).items("items"))
                    .extracting(item -> item.text("key") + " " + item.text("name"))
                    .containsExactly("acme Acme Inc", "main Main");
            assertThat(ask(client, listener, token, "{").statusCode()).isEqualTo(400);
            assertThat(ask(client, listener, token, "{\"key\": \"acme\"}").statusCode())
                    .isEqualTo(409);
            for (String wrong : new String[] {"/tenants/acme", "/tenants/acme?confirm=main"}) {
                assertThat(ask(client, listener, token, "DELETE", wrong, "").statusCode())
                        .as(wrong)
                        .isEqualTo(400);
            }
            assertThat(ask(client, listener, "", "DELETE", "/tenants/acme?confirm=acme", "")
                            .statusCode())
                    .isEqualTo(401);
            HttpResponse<String> ended = ask(client, listener, token, "DELETE", "/tenants/acme?confirm=acme", "");
            assertThat(ended.statusCode()).as(ended.body()).isEqualTo(202);
            assertThat(json(ask(client, listener, token, "")).items("items"))
                    .extracting(item -> item.text("key"))
                    .containsExactly("main");
            assertThat(json(ask(client, listener, token, "GET", "/deletions", ""))
                            .items("items"))
                    .extracting(item -> item.text("key") + " by " + item.text("askedBy"))
                    .containsExactly("acme by operator's token");
            assertThat(ask(client, listener, token, "DELETE", "/tenants/main?confirm=main", "")
                            .statusCode())
                    .as("the last")
                    .isEqualTo(409);
            String administrators = server.token("read", "admin");
            assertThat(ask(client, listener, administrators, "").statusCode()).isEqualTo(401);
            assertThat(ask(client, listener, "", "").statusCode()).isEqualTo(401);
            assertThat(server.get(token, "/operator/v1/tenants").statusCode())
                    .as("not where everybody comes")
                    .isEqualTo(404);
        }
    }
}
