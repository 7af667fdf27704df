// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.keys.KeyException;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that share a database share a key, wherever it is.
class InstallationKeyTest {

    @TempDir
    Path folder;

    private final String url = TestDatabase.freshUrl();
    private final DatabaseOptions own = new DatabaseOptions(
            url, TestDatabase.server().user(), TestDatabase.server().password());
    private Database database;

    @BeforeEach
    void open() {
        Migrations.run(url, own.user(), own.password());
        database = Database.open(url, own.user(), own.password(), 2);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private String id(String node, Path file, String passphrase) {
        return InstallationKey.open(
                        TestServer.options(folder.resolve(node), own).withKey(file, passphrase), database)
                .id();
    }

    @Test
    void aNodeWithAnotherKeyDoesNotStart() {
        String first = id("one", null, null);
        assertThat(id("one", null, null)).isEqualTo(first);
        assertThatThrownBy(() -> id("two", null, null))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("--server-key")
                .hasMessageContaining(first.substring(0, 12));
        assertThat(folder.resolve("two/server.key"))
                .as("none is made that nobody could use")
                .doesNotExist();
        assertThat(id("two", folder.resolve("one/server.key"), null)).isEqualTo(first);
    }

    @Test
    void whoHasAnotherKeyIsToldSo() throws Exception {
        String first = id("one", null, null);
        Database other = TestDatabase.fresh();
        try {
            InstallationKey.open(TestServer.options(folder.resolve("two"), own).withKey(null, null), other);
        } finally {
            other.close();
        }
        assertThat(Files.exists(folder.resolve("two/server.key"))).isTrue();
        assertThatThrownBy(() -> id("two", null, null))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("belongs to " + first.substring(0, 12));
    }

    @Test
    void withAPassphraseNodesNeedNoFile() {
        String first = id("one", null, "a passphrase");
        assertThat(folder.resolve("one/server.key")).doesNotExist();
        assertThat(id("two", null, "a passphrase")).isEqualTo(first);
        assertThatThrownBy(() -> id("three", null, "another")).isInstanceOf(KeyException.class);
        assertThatThrownBy(() -> id("four", null, null))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("POMONA_KEY_PASSPHRASE");
    }

    @Test
    void aPassphraseAloneDoesNotMakeASecondKey() {
        id("one", null, null);
        assertThatThrownBy(() -> id("two", null, "a passphrase"))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("--server-key");
    }
}
