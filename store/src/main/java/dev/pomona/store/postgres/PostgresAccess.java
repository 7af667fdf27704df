// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A way to the PostgreSQL of a data folder, whether a server has it running or not. Where none runs one is started,
/// and stopped on [#close].
public final class PostgresAccess implements AutoCloseable {

    /// The line of `postmaster.pid` that has the port (PostgreSQL 18, `src/include/utils/pidfile.h`).
    private static final int PORT_LINE = 3;

    private final String url;
    private final String password;
    private final @Nullable BundledPostgres started;

    private PostgresAccess(String url, String password, @Nullable BundledPostgres started) {
        this.url = url;
        this.password = password;
        this.started = started;
    }

    /// @throws PostgresException when the folder has no database, or it can't be had
    public static PostgresAccess open(Path folder, RandomGenerator random) throws InterruptedException {
        if (!Files.exists(folder.resolve("database").resolve("PG_VERSION"))) {
            throw new PostgresException("there is no database in '%s'".formatted(folder));
        }
        if (BundledPostgres.isTaken(folder)) {
            return new PostgresAccess(BundledPostgres.url(port(folder)), password(folder), null);
        }
        return start(folder, random);
    }

    /// As [#open], for nobody else: a database is made where there is none.
    ///
    /// @throws PostgresException when another program uses the folder
    public static PostgresAccess start(Path folder, RandomGenerator random) throws InterruptedException {
        BundledPostgres started = BundledPostgres.start(folder, random);
        return new PostgresAccess(started.url(), started.password(), started);
    }

    private static int port(Path folder) {
        Path file = folder.resolve("database").resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.size() > PORT_LINE) {
                return Integer.parseInt(lines.get(PORT_LINE).strip());
            }
        } catch (IOException | NumberFormatException _) {
            // said below
        }
        throw new PostgresException(
                "another program uses the data folder '%s', and its database is not running".formatted(folder));
    }

    private static String password(Path folder) {
        try {
            return BundledPostgres.readPassword(folder);
        } catch (IOException e) {
            throw new PostgresException(
                    "the data folder '%s' can't be read: it is somebody else's".formatted(folder), e);
        }
    }

    public String url() {
        return url;
    }

    public String user() {
        return BundledPostgres.USER;
    }

    public String password() {
        return password;
    }

    @Override
    public void close() {
        if (started != null) started.close();
    }
}
