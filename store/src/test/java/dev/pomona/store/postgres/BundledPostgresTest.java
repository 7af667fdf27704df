// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledPostgresTest {

    @TempDir
    Path folder;

    private BundledPostgres start() throws InterruptedException {
        return BundledPostgres.start(folder, new SecureRandom());
    }

    private static Connection connect(BundledPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    private static void execute(BundledPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(BundledPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void keepsWhatWasCommittedThroughStopsAndKills() throws InterruptedException, SQLException {
        try (var postgres = start()) {
            execute(postgres, "create table apple (name text)");
            execute(postgres, "insert into apple values ('Boskoop')");
            assertThat(query(postgres, "show server_version")).startsWith("18.");
        }
        var killed = start();
        execute(killed, "insert into apple values ('Gravensteiner')");
        killed.process().descendants().forEach(ProcessHandle::destroyForcibly);
        killed.process().destroyForcibly();
        killed.process().onExit().join();
        killed.close();
        try (var postgres = start()) {
            assertThat(query(postgres, "select string_agg(name, ',' order by name) from apple"))
                    .isEqualTo("Boskoop,Gravensteiner");
        }
    }

    @Test
    void belongsToOneProgramAtATime() throws InterruptedException {
        try (var _ = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(PostgresException.class)
                    .hasMessageContaining("another program uses the data folder");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        try (var postgres = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "guess"))
                    .isInstanceOf(SQLException.class);
            if (!Binaries.isWindows()) {
                assertThat(Files.getPosixFilePermissions(folder.resolve("database.password")))
                        .hasSize(2);
            }
        }
    }

    @Test
    void saysSoWhenTheDataIsOfAnotherVersion() throws Exception {
        start().close();
        Files.writeString(folder.resolve("database/PG_VERSION"), "9\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("PostgreSQL 9")
                .hasMessageContaining("restore");
    }
}
