// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.backup;

import static dev.pomona.server.TestServer.DIGEST;
import static dev.pomona.server.TestServer.bill;
import static dev.pomona.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.server.DatabaseOptions;
import dev.pomona.server.TestServer;
import dev.pomona.server.World;
import dev.pomona.server.age.Identity;
import dev.pomona.server.age.Recipient;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.sql.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    Path folder;

    private static DatabaseOptions database(String url) {
        return new DatabaseOptions(
                url, TestDatabase.server().user(), TestDatabase.server().password());
    }

    private Backup backup(String url, String data) {
        return new Backup(
                new Backup.Source(
                        database(url),
                        folder.resolve(data + ".key"),
                        null,
                        folder.resolve(data),
                        Map.of("port", "8080"),
                        "1"),
                NOW,
                new SecureRandom());
    }

    private Restore.Target target(String url, String data, boolean replaces) {
        return new Restore.Target(database(url), true, folder.resolve(data + ".key"), folder.resolve(data), replaces);
    }

    /// What a server says of its estate, to be compared with what another says.
    private static List<String> told(TestServer server, String token) {
        return List.of(
                server.get(token, "/api/v1/findings?sort=severity").body(),
                server.get(token, "/api/v1/artifacts").body(),
                server.get(token, "/api/v1/deployments?environment=prod").body(),
                server.get(token, "/api/v1/audit").body(),
                server.get(token, "/api/v1/changes").body());
    }

    @Test
    void theWholeCircle() throws Exception {
        new World(folder, Clock.systemUTC())
                .learns("GHSA-2222-2222-2222", "left-pad", "2.0.0", "2026-01-01T00:00:00Z")
                .fetch();
        Path file = folder.resolve("backup");
        Backup.Written written;
        String token;
        List<String> before;
        try (TestServer server =
                TestServer.start(folder.resolve("cache"), Clock.systemUTC()).withAdministrator()) {
            token = server.token("read", "push", "deploy", "gate", "policy", "admin");
            assertThat(server.send(server.as(
                                    token,
                                    "POST",
                                    "/api/v1/documents?wait=30s&project=shop&name=shop&kind=image&artifact=" + DIGEST,
                                    bill("pkg:npm/left-pad@1.0.0")))
                            .statusCode())
                    .isEqualTo(201);
            server.send(server.as(token, "PUT", "/api/v1/environments/prod", "{\"production\": true}"));
            server.send(server.as(token, "PUT", "/api/v1/deployments", """
                    {"artifact": "%s", "environment": "prod", "workload": "shop"}""".formatted(DIGEST)));
            assertThat(json(server.get(token, "/api/v1/gate?environment=prod&artifact=" + DIGEST))
                            .text("verdict"))
                    .isEqualTo("violated");
            written = backup(server.databaseUrl(), "cache").write(file, List.of());
            before = told(server, token);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(written.missing()).isEmpty();
        assertThatThrownBy(() -> backup("jdbc:postgresql://nowhere", "cache").write(file, List.of()))
                .hasMessageContaining("there already");

        String url = TestDatabase.freshUrl();
        Restore restore = Restore.check(file, List.of());
        assertThat(restore.manifest().settings()).containsEntry("port", "8080");
        Restore.Restored restored = restore.write(target(url, "other", false), NOW);
        assertThat(restored.rows()).isEqualTo(written.rows());
        assertThat(restored.hasKey()).isTrue();
        assertThat(restored.migrated()).isEmpty();
        String snapshot = SnapshotStore.open(folder.resolve("cache"))
                .current()
                .orElseThrow()
                .id();
        assertThat(SnapshotStore.open(folder.resolve("other"))
                        .current()
                        .orElseThrow()
                        .id())
                .isEqualTo(snapshot);
        assertThatThrownBy(() -> restore.write(target(url, "other", false), NOW))
                .hasMessageContaining("--replace");
        try (TestServer server = TestServer.start(folder.resolve("other"), Clock.systemUTC(), url)) {
            assertThat(server.server().setupLink()).isEmpty();
            assertThat(told(server, token)).isEqualTo(before);
            assertThat(server.get(token, "/api/v1/audit/verification").body()).contains("\"whole\":true");
            assertThat(json(server.get(token, "/api/v1/gate?environment=prod&artifact=" + DIGEST))
                            .text("verdict"))
                    .isEqualTo("violated");
            assertThatThrownBy(() -> restore.write(target(url, "other", true), NOW))
                    .hasMessageContaining("a server is running");
        }
        // a node that has no file of its own gets the advisory data from the database
        Files.copy(folder.resolve("other.key"), folder.resolve("third.key"));
        try (TestServer server = TestServer.start(folder.resolve("third"), Clock.systemUTC(), url)) {
            assertThat(server.get(token, "/api/v1/gate?environment=prod&artifact=" + DIGEST)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(SnapshotStore.open(folder.resolve("third")).byId(snapshot))
                    .isPresent();
        }
        assertThat(restore.write(target(url, "other", true), NOW).rows()).isEqualTo(written.rows());
    }

    @Test
    void theKeyThatIsThereStaysUntilTheDatabaseIsReplaced() throws Exception {
        Path file = folder.resolve("backup");
        try (TestServer server =
                TestServer.start(folder.resolve("cache"), Clock.systemUTC()).withAdministrator()) {
            backup(server.databaseUrl(), "cache").write(file, List.of());
        }
        String url;
        try (TestServer other =
                TestServer.start(folder.resolve("other"), Clock.systemUTC()).withAdministrator()) {
            url = other.databaseUrl();
        }
        byte[] key = Files.readAllBytes(folder.resolve("other.key"));
        Restore restore = Restore.check(file, List.of());
        try (Connection connection = DriverManager.getConnection(
                        url, TestDatabase.server().user(), TestDatabase.server().password());
                var statement = connection.createStatement()) {
            // rows that do not fit together, a full disk: whatever comes last goes wrong
            statement.execute("""
                    create function public.refuse() returns event_trigger language plpgsql as $$ begin
                        if current_query() ~ '^alter table [^ ]+ add constraint' then raise exception 'no'; end if;
                    end $$""");
            statement.execute("create event trigger refuse on ddl_command_start execute function public.refuse()");
            assertThatThrownBy(() -> restore.write(target(url, "other", true), NOW))
                    .hasMessageContaining("does not fit together");
            statement.execute("drop event trigger refuse");
        }
        assertThat(Files.readAllBytes(folder.resolve("other.key"))).isEqualTo(key);
        try (TestServer other = TestServer.start(folder.resolve("other"), Clock.systemUTC(), url)) {
            assertThat(other.server().setupLink()).as("its own administrator").isEmpty();
        }
        restore.write(target(url, "other", true), NOW);
        assertThat(Files.readAllBytes(folder.resolve("other.key")))
                .isEqualTo(Files.readAllBytes(folder.resolve("cache.key")));
    }

    @Test
    void whatIsDamagedOrCutIsNeverWritten() throws Exception {
        Path file = folder.resolve("backup");
        Path sealed = folder.resolve("sealed");
        var passphrase = "a passphrase".toCharArray();
        try (TestServer server =
                TestServer.start(folder.resolve("cache"), Clock.systemUTC()).withAdministrator()) {
            backup(server.databaseUrl(), "cache").write(file, List.of());
            backup(server.databaseUrl(), "cache").write(sealed, List.of(new Recipient.Passphrase(passphrase)));
        }
        assertThat(Restore.isEncrypted(file)).isFalse();
        assertThat(Restore.isEncrypted(sealed)).isTrue();
        assertThat(Restore.check(sealed, List.of(new Identity.Passphrase(passphrase)))
                        .manifest()
                        .contents()
                        .tables())
                .isEqualTo(Restore.check(file, List.of()).manifest().contents().tables());
        refuses(Arrays.copyOf(Files.readAllBytes(sealed), (int) Files.size(sealed) - 1), passphrase);
        byte[] whole = Files.readAllBytes(file);
        byte[] content = unpacked(whole);
        var random = new Random(3);
        for (int i = 0; i < 60; i++) {
            byte[] changed = whole.clone();
            // the first bytes of gzip say nothing of the content
            changed[10 + random.nextInt(whole.length - 10)] ^= (byte) (1 << random.nextInt(8));
            // some bits between deflated blocks are filling: nothing is said by them, so nothing is damaged
            if (!Arrays.equals(content, unpacked(changed))) refuses(changed, passphrase);
            refuses(Arrays.copyOf(whole, random.nextInt(whole.length)), passphrase);
        }
        refuses(new byte[0], passphrase);
        refuses("something else".getBytes(), passphrase);
        String url = TestDatabase.freshUrl();
        Restore restore = Restore.check(file, List.of());
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> restore.write(target(url, "other", false), NOW))
                .as("damaged between being looked at and being written down")
                .isInstanceOf(BackupException.class);
        Files.write(file, whole);
        restore.write(target(url, "other", false), NOW);
    }

    /// What is in a gzip file; `null` when it is damaged.
    private static byte @Nullable [] unpacked(byte[] bytes) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException _) {
            return null;
        }
    }

    private void refuses(byte[] bytes, char[] passphrase) throws IOException {
        Path file = folder.resolve("damaged");
        Files.write(file, bytes);
        assertThatThrownBy(() -> Restore.check(file, List.of(new Identity.Passphrase(passphrase))))
                .isInstanceOf(BackupException.class);
    }

    @Test
    void withoutItsKeyNoBackupIsMade() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("cache"), Clock.systemUTC())) {
            assertThatThrownBy(() -> backup(server.databaseUrl(), "nowhere").write(folder.resolve("backup"), List.of()))
                    .hasMessageContaining("--server-key");
            Path other = folder.resolve("elsewhere.key");
            ServerKey.open(other, null, new SecureRandom());
            assertThatThrownBy(
                            () -> backup(server.databaseUrl(), "elsewhere").write(folder.resolve("backup"), List.of()))
                    .hasMessageContaining("not the one of this database");
            try (var left = Files.list(folder)) {
                assertThat(left.filter(path -> path.toString().contains("backup")))
                        .isEmpty();
            }
        }
    }
}
