// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.gate.Envelope;
import dev.pomona.server.jobs.WebhookSender;
import dev.pomona.server.keys.KeyException;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.TestDatabase;
import dev.pomona.syntax.Node;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server's key is changed for another, and everything that was encrypted or signed before is still good.
class KeyRotationTest {

    @TempDir
    Path folder;

    private final String url = TestDatabase.freshUrl();

    private Path file() {
        return folder.resolve("data.key");
    }

    private DatabaseOptions database() {
        return new DatabaseOptions(
                url, TestDatabase.server().user(), TestDatabase.server().password());
    }

    private ServerOptions options() {
        return TestServer.options(folder.resolve("data"), database()).withKey(file(), null);
    }

    private TestServer server() throws InterruptedException {
        return TestServer.start(folder.resolve("data"), Clock.systemUTC(), url);
    }

    private ServerKey key() {
        return ServerKey.open(file(), null, new SecureRandom());
    }

    private byte[] secret(String table, String column) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        url, database().user(), database().password());
                var statement = connection.createStatement();
                var row = statement.executeQuery("select %s from pomona.%s".formatted(column, table))) {
            row.next();
            return row.getBytes(1);
        }
    }

    private static Node ask(TestServer server, String token, String path) {
        var answer = server.get(token, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    @Test
    void whatWasEncryptedAndSignedBeforeIsStillGood() throws Exception {
        String token;
        String made;
        String secret;
        String request;
        Node before;
        try (TestServer server = server().withAdministrator()) {
            token = server.token("read", "gate", "admin");
            request = "{\"name\": \"n\", \"scopes\": [\"read\"], \"expiresAt\": \"%s\"}"
                    .formatted(Clock.systemUTC().instant().plusSeconds(600));
            made = server.send(
                            server.as(token, "POST", "/api/v1/tokens", request).header("Idempotency-Key", "once"))
                    .body();
            secret = json(server.send(server.as(
                            token,
                            "POST",
                            "/api/v1/webhooks",
                            "{\"url\": \"https://receiver.example.org/\", \"topics\": []}")))
                    .text("secret");
            assertThat(server.send(server.as(token, "PUT", "/api/v1/issuers", """
                                    {"url": "https://id.example.org", "kind": "login", "clientId": "pomona",
                                     "clientSecret": "of the client",
                                     "rules": [{"claim": "groups", "value": "s", "gives": ["SECURITY"]}]}
                                    """))
                            .statusCode())
                    .isEqualTo(200);
            before = ask(server, token, "/api/v1/gate/key");
            assertThat(before.items("earlier")).isEmpty();
            assertThatThrownBy(() -> KeyRotation.run(options(), null, false))
                    .isInstanceOf(KeyException.class)
                    .hasMessageContaining("stop all of them");
        }
        String signed = Envelope.sign("{}".getBytes(StandardCharsets.UTF_8), key());

        KeyRotation.Rotated rotated = KeyRotation.run(options(), null, false);
        assertThat(rotated.before()).isEqualTo(before.text("id"));
        assertThat(rotated.now()).isEqualTo(key().id()).isNotEqualTo(rotated.before());
        assertThat(rotated.encrypted()).isEqualTo(3);
        assertThat(rotated.unreadable()).isZero();
        assertThat(rotated.doubtful()).isEmpty();
        assertThat(ServerKey.next(file())).doesNotExist();

        try (TestServer server = server()) {
            Node now = ask(server, token, "/api/v1/gate/key");
            assertThat(now.text("id")).isEqualTo(rotated.now());
            assertThat(now.items("earlier"))
                    .extracting(key -> key.text("id") + key.text("publicKey"))
                    .containsExactly(before.text("id") + before.text("publicKey"));
            Node verified = ask(server, token, "/api/v1/audit/verification");
            assertThat(verified.text("problem")).isNull();
            assertThat(server.get(token, "/api/v1/audit").body()).contains("server-key-changed", rotated.before());
            var again = server.send(
                    server.as(token, "POST", "/api/v1/tokens", request).header("Idempotency-Key", "once"));
            assertThat(again.headers().firstValue("Idempotent-Replay")).contains("true");
            assertThat(again.body()).isEqualTo(made);
            assertThat("whsec_"
                            + Base64.getEncoder()
                                    .encodeToString(key().unseal(secret("webhook", "secret"), WebhookSender.purpose())))
                    .isEqualTo(secret);
            assertThat(new String(
                            key().unseal(secret("issuer", "client_secret"), "client-secret"), StandardCharsets.UTF_8))
                    .isEqualTo("of the client");
        }
        try (Database database =
                Database.open(url, database().user(), database().password(), 2)) {
            ServerKey installed = InstallationKey.open(options(), database);
            assertThat(Envelope.verify(signed, installed.publicKeys())).isInstanceOf(Envelope.Result.Valid.class);
            assertThat(Envelope.verify(signed, installed.publicKey())).isInstanceOf(Envelope.Result.Invalid.class);
        }
    }

    @Test
    void whoeverIsKilledOnTheWayHasChangedNothingOrAll() throws Exception {
        try (TestServer server = server().withAdministrator()) {
            server.token("read");
        }
        Path old = Files.copy(file(), folder.resolve("old"));
        // killed before the database changed
        String waiting =
                ServerKey.open(ServerKey.next(file()), null, new SecureRandom()).id();
        server().close();
        assertThat(KeyRotation.run(options(), null, false).now()).isEqualTo(waiting);
        // killed before the new file took the place of the old one
        Files.move(file(), ServerKey.next(file()));
        Files.copy(old, file());
        server().close();
        assertThat(key().id()).isEqualTo(waiting);
        assertThat(ServerKey.next(file())).doesNotExist();
        // a node that was forgotten
        assertThatThrownBy(() -> Server.start(
                        TestServer.options(folder.resolve("other"), database()).withKey(old, null)))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("belongs to " + waiting.substring(0, 12));
    }

    @Test
    void theNewKeyMayGoElsewhere() throws Exception {
        server().close();
        String before = key().id();
        Path to = folder.resolve("fresh.key");
        // as if it had been killed before the database changed
        String made = ServerKey.open(to, null, new SecureRandom()).id();
        assertThatThrownBy(() -> KeyRotation.run(options(), file(), false))
                .as("the key of now")
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("already");
        KeyRotation.Rotated rotated = KeyRotation.run(options(), to, false);
        assertThat(rotated.now()).isEqualTo(made);
        assertThat(key().id()).as("the old file is left alone").isEqualTo(before);
        assertThat(rotated.file()).isEqualTo(to);
        assertThatThrownBy(() -> KeyRotation.run(options().withKey(to, null), file(), false))
                .as("one of before")
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("already");
        Server.start(options().withKey(to, null)).close();
    }

    @Test
    void aKeyInTheDatabaseIsChangedThere() throws Exception {
        Migrations.run(url, database().user(), database().password());
        ServerOptions shared =
                TestServer.options(folder.resolve("one"), database()).withKey(null, "a passphrase");
        Server.start(shared).close();
        KeyRotation.Rotated first = KeyRotation.run(shared, null, false);
        KeyRotation.Rotated second = KeyRotation.run(shared, null, false);
        assertThat(second.before()).isEqualTo(first.now());
        assertThat(second.file()).isNull();
        try (Database database =
                Database.open(url, database().user(), database().password(), 2)) {
            ServerKey other = InstallationKey.open(
                    TestServer.options(folder.resolve("two"), database()).withKey(null, "a passphrase"), database);
            assertThat(other.id()).isEqualTo(second.now());
            assertThat(other.publicKeys()).hasSize(3);
        }
    }

    @Test
    void whoCanWriteInTheDatabaseCanNotMakeAKeyBelieved() throws Exception {
        server().close();
        KeyRotation.run(options(), null, false);
        KeyRotation.run(options(), null, false);
        ServerKey foreign = ServerKey.open(folder.resolve("foreign"), null, new SecureRandom());
        String forged = Envelope.sign("{}".getBytes(StandardCharsets.UTF_8), foreign);
        var claimed =
                new ServerKey.Earlier(foreign.publicKey(), Clock.systemUTC().instant());
        try (var connection = DriverManager.getConnection(
                        url, database().user(), database().password());
                var insert = connection.prepareStatement(
                        "insert into pomona.signing_key values (?, ?, now(), ?), ('copied', ?, now(),"
                                + " (select voucher from pomona.signing_key limit 1))")) {
            insert.setString(1, foreign.id());
            insert.setBytes(2, foreign.publicKey().getEncoded());
            insert.setBytes(3, foreign.vouch(claimed));
            insert.setBytes(4, foreign.publicKey().getEncoded());
            assertThat(insert.executeUpdate()).isEqualTo(2);
        }
        // nor does a change of the key take it over
        for (int i = 0; i < 2; i++) {
            try (Database database =
                    Database.open(url, database().user(), database().password(), 2)) {
                ServerKey installed = InstallationKey.open(options(), database);
                assertThat(installed.earlier()).hasSize(2 + i);
                assertThat(Envelope.verify(forged, installed.publicKeys())).isInstanceOf(Envelope.Result.Invalid.class);
            }
            KeyRotation.run(options(), null, false);
        }
    }

    @Test
    void whatALeakedKeySignedCountsNoMore() throws Exception {
        server().close();
        ServerKey first = key();
        KeyRotation.run(options(), null, false);
        ServerKey leaked = key();
        Path copy = Files.copy(file(), folder.resolve("copy"));
        KeyRotation.run(options(), null, true);
        try (Database database =
                Database.open(url, database().user(), database().password(), 2)) {
            ServerKey installed = InstallationKey.open(options(), database);
            byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
            assertThat(Envelope.verify(Envelope.sign(text, first), installed.publicKeys()))
                    .isInstanceOf(Envelope.Result.Valid.class);
            assertThat(Envelope.verify(Envelope.sign(text, leaked), installed.publicKeys()))
                    .isInstanceOf(Envelope.Result.Invalid.class);
        }
        assertThatThrownBy(() -> KeyRotation.run(options(), copy, false))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("already");
    }

    @Test
    void aTrailThatWasDoubtfulIsTold() throws Exception {
        try (TestServer server = server().withAdministrator()) {
            server.token("read");
        }
        try (var connection = DriverManager.getConnection(
                        url, database().user(), database().password());
                var statement = connection.createStatement()) {
            statement.execute("update pomona.audit_head set signature = 'x'");
            statement.execute("insert into pomona.webhook (tenant_id, url, topics, secret, created_at, created_by)"
                    + " values (1, 'https://example.org', '{}', 'damaged', now(), 'x')");
        }
        KeyRotation.Rotated rotated = KeyRotation.run(options(), null, false);
        assertThat(rotated.doubtful()).isEqualTo(List.of("main"));
        assertThat(new String(
                        secret("audit where action = 'server-key-changed'", "convert_to(detail, 'UTF8')"),
                        StandardCharsets.UTF_8))
                .matches("(?s).*\"endWasSigned\":\s*false.*");
        assertThat(rotated.unreadable()).isEqualTo(1);
    }
}
