// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import dev.pomona.store.postgres.BundledPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL for tests: one server for all of them, a fresh database with the whole schema
/// for each.
public final class TestDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable BundledPostgres server;

    private TestDatabase() {}

    /// A server that runs until the tests end.
    public static synchronized BundledPostgres server() {
        if (server != null) return server;
        try {
            Path folder = Files.createTempDirectory("pomona-store");
            BundledPostgres started = BundledPostgres.start(folder, new SecureRandom());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(started, folder)));
            server = started;
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Nothing of it is needed any more, so it need not write anything down in peace.
    private static void remove(BundledPostgres started, Path folder) {
        ProcessHandle server = started.process();
        List<ProcessHandle> helpers = server.descendants().toList();
        server.destroyForcibly();
        helpers.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process :
                Stream.concat(Stream.of(server), helpers.stream()).toList()) {
            process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        }
        started.close();
        // one that was started meanwhile ends by itself, and may write until then
        for (int i = 0; i < 20 && Files.exists(folder); i++) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException | UncheckedIOException _) {
                // something went while it was listed
            }
            if (Files.exists(folder)) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /// The address of a database that nobody has used.
    public static String freshUrl() {
        var postgres = server();
        String name = "test" + COUNT.incrementAndGet();
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return postgres.url().replace("/postgres", "/" + name);
    }

    /// A database with the schema.
    public static Database fresh() {
        String url = freshUrl();
        Migrations.run(url, server().user(), server().password());
        return Database.open(url, server().user(), server().password(), 8);
    }
}
