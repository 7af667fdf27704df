// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.identity;

import static dev.pomona.server.TestServer.PASSWORD;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.server.Plant.Hands;
import dev.pomona.server.TestServer;
import dev.pomona.store.sql.TestDatabase;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who comes in and who does not, on a running server whose clock goes when it is told to.
class IdentityTest {

    @TempDir
    Path folder;

    private final Hands clock = new Hands();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder.resolve("data"), clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String key() {
        String link = server.server().setupLink().orElseThrow();
        return link.substring(link.indexOf("key=") + 4);
    }

    private int setUp(String key) {
        return server.send(server.form("/setup", "key", key, "name", "admin", "password", PASSWORD))
                .statusCode();
    }

    private HttpResponse<String> logIn(String name, String password) {
        return server.send(server.form("/login", "organisation", "main", "name", name, "password", password));
    }

    @Test
    void theFirstLinkIsGoodOnce() throws Exception {
        String key = key();
        assertThat(server.send(server.request("/setup?key=" + key)).statusCode())
                .as("looking uses nothing up")
                .isEqualTo(200);
        assertThat(server.send(server.form("/setup", "key", key, "name", "admin", "password", "short"))
                        .statusCode())
                .as("a short password uses nothing up")
                .isEqualTo(422);
        assertThat(setUp("other")).isEqualTo(404);
        assertThat(setUp(key)).isEqualTo(303);
        assertThat(setUp(key)).isEqualTo(404);
        assertThat(stored("select count(*) from pomona.setup_link")).containsExactly("0");
        String url = server.databaseUrl();
        server.close();
        server = TestServer.start(folder.resolve("data"), clock, url);
        assertThat(server.server().setupLink()).as("there is an administrator").isEmpty();
        assertThat(logIn("admin", PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void aPageThatIsLeftOpenKeepsNobodyLoggedIn() {
        server.withAdministrator();
        String mark = server.send(server.request("/").header("Cookie", server.session()))
                .body()
                .split("data-mark=\"", 2)[1]
                .split("\"", 2)[0];
        for (int i = 0; i < 4; i++) {
            clock.forward(Duration.ofMinutes(29));
            assertThat(server.send(server.request("/live?mark=" + TestServer.encoded(mark))
                                    .header("Cookie", server.session()))
                            .statusCode())
                    .isEqualTo(200);
        }
        clock.forward(Duration.ofMinutes(5));
        assertThat(server.send(server.request("/api/v1/me").header("Cookie", server.session()))
                        .statusCode())
                .as("two hours without use")
                .isEqualTo(401);
    }

    @Test
    void nobodyHasAPasswordHashedWithoutALink() {
        key();
        for (String password : List.of("short", "p".repeat(300), PASSWORD)) {
            assertThat(server.send(server.form("/setup", "key", "made up", "name", "-", "password", password))
                            .statusCode())
                    .as("the key is looked at before the password, which takes long")
                    .isEqualTo(404);
        }
    }

    @Test
    void theFirstLinkEndsAfterAnHour() throws Exception {
        String first = key();
        clock.forward(Duration.ofMinutes(61));
        assertThat(setUp(first)).isEqualTo(404);
        String url = server.databaseUrl();
        server.close();
        server = TestServer.start(folder.resolve("data"), clock, url);
        assertThat(stored("select count(*) from pomona.setup_link")).containsExactly("1");
        assertThat(setUp(key())).isEqualTo(303);
    }

    @Test
    void aNodeThatStartsEndsNoLinkOfAnother() throws Exception {
        String first = key();
        try (TestServer second = TestServer.start(folder.resolve("data"), clock, server.databaseUrl())) {
            String link = second.server().setupLink().orElseThrow();
            String other = link.substring(link.indexOf("key=") + 4);
            assertThat(other).isNotEqualTo(first);
            assertThat(setUp(first)).isEqualTo(303);
            assertThat(second.send(second.form("/setup", "key", other, "name", "eve", "password", PASSWORD))
                            .statusCode())
                    .as("there is an administrator")
                    .isEqualTo(404);
        }
        assertThat(stored("select count(*) from pomona.setup_link")).containsExactly("0");
    }

    @Test
    void ofSeveralLinksAtOnceOneMakesAnAdministrator() throws Exception {
        try (TestServer second = TestServer.start(folder.resolve("data"), clock, server.databaseUrl());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String link = second.server().setupLink().orElseThrow();
            String other = link.substring(link.indexOf("key=") + 4);
            String first = key();
            var made = new ArrayList<Integer>();
            for (var one : threads.invokeAll(List.<Callable<Integer>>of(
                    () -> setUp(first),
                    () -> second.send(second.form("/setup", "key", other, "name", "eve", "password", PASSWORD))
                            .statusCode()))) {
                made.add(one.get());
            }
            assertThat(made).containsExactlyInAnyOrder(303, 404);
        }
        assertThat(stored("select count(*) from pomona.person")).containsExactly("1");
    }

    @Test
    void nothingThatOpensAnythingIsStored() {
        server.withAdministrator();
        String token = tokenUntil(clock.instant().plusSeconds(600));
        var everything = new ArrayList<String>();
        for (String table : List.of("person", "session", "api_token", "setup_link", "audit", "idempotent_request")) {
            everything.addAll(stored("select t::text from pomona.%s t".formatted(table)));
        }
        assertThat(everything)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .doesNotContain(
                                PASSWORD,
                                token,
                                token.substring(4, 30),
                                server.session().substring(8)));
    }

    private List<String> stored(String sql) {
        try (var connection = DriverManager.getConnection(
                        server.databaseUrl(),
                        TestDatabase.server().user(),
                        TestDatabase.server().password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<String>();
            while (rows.next()) all.add(String.valueOf(rows.getString(1)));
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String tokenUntil(Instant expiresAt) {
        HttpResponse<String> made =
                server.send(server.asAdministrator("POST", "/api/v1/tokens", """
                {"name": "t", "scopes": ["read"], "expiresAt": "%s"}""".formatted(expiresAt)));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return String.valueOf(json(made).text("token"));
    }

    @Test
    void whoGuessesIsSlowedDown() {
        server.withAdministrator();
        for (int i = 0; i < 5; i++)
            assertThat(logIn("admin", "wrong password").statusCode()).isEqualTo(401);
        assertThat(logIn("admin", PASSWORD).statusCode())
                .as("closed, though the password is right")
                .isEqualTo(401);
        clock.forward(Duration.ofSeconds(31));
        assertThat(logIn("admin", PASSWORD).statusCode()).isEqualTo(303);
        assertThat(Login.lock(5)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Login.lock(6)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Login.lock(10_000)).isEqualTo(Duration.ofHours(1));
        // an address has so many attempts, whatever accounts they are for
        int last = 0;
        for (int i = 0; i < 12; i++)
            last = logIn("nobody" + i, "wrong password").statusCode();
        assertThat(last).isEqualTo(429);
    }

    @Test
    void sessionsEndWhenNobodyUsesThemAndAfterADay() {
        server.withAdministrator();
        clock.forward(Duration.ofHours(1));
        assertThat(me()).isEqualTo(200);
        clock.forward(Duration.ofMinutes(119));
        assertThat(me()).as("used an hour and a minute less than two ago").isEqualTo(200);
        clock.forward(Duration.ofMinutes(121));
        assertThat(me()).isEqualTo(401);
        server.takeSession(logIn("admin", PASSWORD));
        for (int i = 0; i < 23; i++) {
            clock.forward(Duration.ofHours(1));
            assertThat(me()).as("hour " + i).isEqualTo(200);
        }
        clock.forward(Duration.ofHours(1));
        assertThat(me()).as("however much it is used").isEqualTo(401);
    }

    private int me() {
        return server.send(server.request("/api/v1/me").header("Cookie", server.session()))
                .statusCode();
    }

    @Test
    void eachLoginBeginsANewSessionAndEndsTheOld() {
        server.withAdministrator();
        String before = server.session();
        HttpResponse<String> again =
                server.send(server.form("/login", "organisation", "main", "name", "admin", "password", PASSWORD)
                        .header("Cookie", before));
        assertThat(TestServer.cookie(again)).isNotEqualTo(before);
        assertThat(me()).as("the old one").isEqualTo(401);
        String planted = "pomona=planted-by-somebody";
        HttpResponse<String> in =
                server.send(server.form("/login", "organisation", "main", "name", "admin", "password", PASSWORD)
                        .header("Cookie", planted));
        assertThat(TestServer.cookie(in)).isNotEqualTo(planted);
    }

    @Test
    void changesOfASessionProveWhereTheyComeFrom() {
        server.withAdministrator();
        String body = "{\"name\": \"Test\"}";
        String path = "/api/v1/environments/test";
        HttpRequest.Builder bare = server.request(path)
                .header("Cookie", server.session())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body));
        assertThat(server.send(bare.copy()).statusCode()).as("no proof").isEqualTo(403);
        assertThat(server.send(bare.copy().header("X-CSRF-Token", "guessed")).statusCode())
                .isEqualTo(403);
        assertThat(server.send(server.asAdministrator("PUT", path, body).header("Origin", "https://evil.example"))
                        .statusCode())
                .as("another site")
                .isEqualTo(403);
        assertThat(server.send(server.asAdministrator("PUT", path, body)).statusCode())
                .isEqualTo(200);
        assertThat(server.send(server.form("/login", "organisation", "main", "name", "admin", "password", PASSWORD)
                                .header("Origin", "https://evil.example"))
                        .statusCode())
                .as("a form of another site")
                .isEqualTo(403);
    }

    @Test
    void tokensEndAndCanBeRevoked() {
        server.withAdministrator();
        String token = tokenUntil(clock.instant().plusSeconds(600));
        assertThat(TokenFormat.isToken(token)).isTrue();
        assertThat(server.get(token, "/api/v1/me").statusCode()).isEqualTo(200);
        clock.forward(Duration.ofSeconds(601));
        assertThat(server.get(token, "/api/v1/me").statusCode()).isEqualTo(401);
        String second = tokenUntil(clock.instant().plusSeconds(600));
        var list = json(server.send(server.asAdministrator("GET", "/api/v1/tokens", "")));
        String id = list.items("items").getFirst().text("id");
        assertThat(list.items("items").toString()).doesNotContain(second);
        assertThat(server.send(server.asAdministrator("DELETE", "/api/v1/tokens/" + id, ""))
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.get(second, "/api/v1/me").statusCode()).isEqualTo(401);
        HttpResponse<String> ever = server.send(server.asAdministrator("POST", "/api/v1/tokens", """
                {"name": "t", "scopes": ["read"], "expiresAt": "2099-01-01T00:00:00Z"}"""));
        assertThat(ever.statusCode()).as("none is for ever").isEqualTo(400);
    }

    @Test
    void nobodyGivesWhatTheyDoNotHave() {
        server.withAdministrator();
        HttpResponse<String> made = server.send(server.asAdministrator(
                "POST", "/api/v1/tokens", """
                {"name": "t", "scopes": ["admin"], "expiresAt": "%s"}""".formatted(clock.instant().plusSeconds(600))));
        String admin = String.valueOf(json(made).text("token"));
        HttpResponse<String> more = server.send(server.as(
                admin, "POST", "/api/v1/tokens", """
                {"name": "t", "scopes": ["read"], "expiresAt": "%s"}""".formatted(clock.instant().plusSeconds(600))));
        assertThat(more.statusCode()).isEqualTo(403);
    }

    @Test
    void whoGuessesTokensIsSlowedDown() {
        int guesses = 0;
        int last = 0;
        while (last != 429 && guesses++ < 400) {
            last = server.send(server.request("/api/v1/me").header("Authorization", "Bearer pom_" + "0".repeat(46)))
                    .statusCode();
        }
        assertThat(last).isEqualTo(429);
    }

    @Test
    void whoAsksWithoutAPauseIsSlowedDown() {
        server.withAdministrator();
        String token = tokenUntil(clock.instant().plusSeconds(600));
        int asked = 0;
        HttpResponse<String> last;
        do last = server.get(token, "/api/v1/me");
        while (last.statusCode() == 200 && asked++ < 1100);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        clock.forward(Duration.ofSeconds(1));
        assertThat(server.get(token, "/api/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyThisMachinesNamesAreAnswered() throws Exception {
        // the client's own library guards the header, so by hand
        try (var socket = new Socket("127.0.0.1", server.server().port())) {
            socket.getOutputStream()
                    .write("GET /login HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 403");
        }
    }

    @Test
    void aTokensCheckFindsMistypedOnes() {
        String token = TokenFormat.fresh(new Randomness(new Random(7)));
        assertThat(token).matches("pom_[0-9A-Za-z]{46}");
        assertThat(TokenFormat.isToken(token)).isTrue();
        for (int i = 4; i < token.length(); i++) {
            char other = token.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(TokenFormat.isToken(token.substring(0, i) + other + token.substring(i + 1)))
                    .isFalse();
        }
    }
}
