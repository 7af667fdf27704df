// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.store.postgres.BundledPostgres;
import dev.pomona.store.postgres.PostgresException;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Migrations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The database while the control plane runs: one's own, or the bundled PostgreSQL, which is
/// started again when it dies.
final class DatabaseRun implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DatabaseRun.class.getName());
    private static final int CONNECTIONS = 32;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
    private static final int SAID_EVERY = 10;

    private final @Nullable BundledPostgres bundled;
    private final Database database;
    private volatile boolean isClosing;
    private volatile boolean isUp = true;

    private DatabaseRun(@Nullable BundledPostgres bundled, Database database) {
        this.bundled = bundled;
        this.database = database;
    }

    /// Starts the bundled one when there is no other, and brings the schema up to date.
    static DatabaseRun start(@Nullable DatabaseOptions own, Path dataFolder, RandomGenerator random)
            throws InterruptedException {
        if (own != null) return new DatabaseRun(null, open(own.url(), own.user(), own.password()));
        BundledPostgres bundled = BundledPostgres.start(dataFolder, random);
        try {
            var run = new DatabaseRun(bundled, open(bundled.url(), bundled.user(), bundled.password()));
            Thread.ofPlatform().name("postgres-watch").daemon().start(run::watch);
            return run;
        } catch (RuntimeException e) {
            bundled.close();
            throw e;
        }
    }

    private static Database open(String url, String user, String password) {
        List<String> steps = Migrations.run(url, user, password);
        if (!steps.isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "the schema was brought up to date, in {0} steps to {1}",
                    steps.size(),
                    steps.getLast());
        }
        return Database.open(url, user, password, CONNECTIONS);
    }

    Database database() {
        return database;
    }

    /// Whether a connection may be had at all: not while the bundled one is dead.
    boolean isUp() {
        return isUp;
    }

    private void watch() {
        BundledPostgres postgres = bundled;
        try {
            while (postgres != null && !isClosing) {
                postgres.process().onExit().join();
                isUp = false;
                if (isClosing) return;
                LOG.log(System.Logger.Level.ERROR, "PostgreSQL ended by itself; it is started again");
                bringBack(postgres);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until it runs: what stands in its way, as a disk that is full, somebody may remove.
    private void bringBack(BundledPostgres postgres) throws InterruptedException {
        for (int attempt = 1; !isClosing; attempt++) {
            try {
                postgres.restart();
                isUp = true;
                LOG.log(System.Logger.Level.INFO, "PostgreSQL runs again");
                return;
            } catch (PostgresException e) {
                // what it left of its processes is in the way at first, which is no news
                if (attempt % SAID_EVERY == 0) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "PostgreSQL can''t be started again, and is tried until it can: {0}",
                            e.getMessage());
                }
            }
            Thread.sleep(BETWEEN_ATTEMPTS);
        }
    }

    @Override
    public void close() {
        isClosing = true;
        database.close();
        if (bundled != null) bundled.close();
    }
}
