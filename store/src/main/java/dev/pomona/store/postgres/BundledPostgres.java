// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL that belongs to one data folder: made on first use, started, and stopped on
/// [#close]. It listens on loopback only, at a port of the system's choice, and wants a password
/// that stands in the data folder.
///
/// What a killed program left running is stopped first: what it had committed is there, PostgreSQL
/// sees to that.
public final class BundledPostgres implements AutoCloseable {

    static final String USER = "pomona";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PASSWORD_BYTES = 24;

    private final Path data;
    private final Path log;
    private final Binaries binaries;
    private final Launch launch;
    private final FileChannel lockFile;
    private final String password;
    private final int port;
    private volatile @Nullable Process process;
    private volatile boolean isClosed;

    private BundledPostgres(Path folder, Binaries binaries, FileChannel lockFile, String password)
            throws InterruptedException {
        this.data = folder.resolve("database");
        this.log = folder.resolve("postgres.log");
        this.binaries = binaries;
        this.launch = Launch.here();
        this.lockFile = lockFile;
        this.password = password;
        if (!Files.exists(data.resolve("PG_VERSION"))) create(folder);
        requireSameMajorVersion();
        stopLeftover();
        this.port = freePort();
    }

    /// Starts the PostgreSQL of a data folder, which is made when it is not there.
    ///
    /// @param random for the password of a new one
    /// @throws PostgresException when it can't be started, or another program has the folder
    public static BundledPostgres start(Path folder, RandomGenerator random) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            FileChannel lockFile = lock(folder);
            try {
                var binaries = Binaries.unpacked(folder.resolve("postgres"));
                var postgres = new BundledPostgres(folder, binaries, lockFile, password(folder, random));
                postgres.run();
                return postgres;
            } catch (IOException | RuntimeException | InterruptedException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /// The address for JDBC, without credentials.
    public String url() {
        return url(port);
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /// Its process, to watch whether it still lives.
    public ProcessHandle process() {
        Process running = process;
        if (running == null) throw new IllegalStateException("it is not running");
        return running.toHandle();
    }

    /// Starts it again after it ended by itself, at the same port: what it had committed is there.
    /// What it left of its processes may take a moment to go, and is in the way until then. Does nothing
    /// when it runs, or was closed.
    ///
    /// @throws PostgresException when it can't be started; it may be tried again
    public synchronized void restart() throws InterruptedException {
        Process before = process;
        if (isClosed || (before != null && before.isAlive())) return;
        run();
    }

    /// Stops it, after what runs has been rolled back.
    @Override
    public void close() {
        isClosed = true;
        try (lockFile) {
            stopRunning();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Not while it is being started.
    private synchronized void stopRunning() throws InterruptedException {
        Process running = process;
        if (running == null) return;
        stop();
        if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) running.destroyForcibly();
    }

    private void create(Path folder) throws InterruptedException {
        Path passwordFile = folder.resolve("database.password");
        int exit = launch.run(
                List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + USER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--data-checksums"),
                log);
        if (exit != 0) {
            throw new PostgresException("the database can't be made: %s (more in '%s')%s"
                    .formatted(Launch.lastLine(log), log, launch.advice()));
        }
    }

    private void run() throws InterruptedException {
        Process started = launch.start(
                List.of(
                        binaries.program("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "max_connections=120",
                        "-c",
                        "shared_buffers=256MB",
                        "-c",
                        "max_wal_size=2GB",
                        "-c",
                        "wal_compression=on",
                        "-c",
                        "random_page_cost=1.1",
                        "-c",
                        "jit=off",
                        "-c",
                        "idle_in_transaction_session_timeout=10min",
                        "-c",
                        "log_min_messages=warning"),
                log);
        process = started;
        awaitReady(started);
    }

    private void awaitReady(Process started) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection _ = DriverManager.getConnection(url(), USER, password)) {
                return;
            } catch (SQLException e) {
                if (!started.isAlive()) {
                    throw new PostgresException(
                            "PostgreSQL ended while it started: %s (more in '%s')".formatted(Launch.lastLine(log), log),
                            e);
                }
                if (isClosed || System.nanoTime() > deadline) {
                    started.destroy();
                    throw new PostgresException("PostgreSQL does not answer; see '%s'".formatted(log), e);
                }
                Thread.sleep(20);
            }
        }
    }

    private void stopLeftover() throws InterruptedException {
        if (Files.exists(data.resolve("postmaster.pid"))) stop();
    }

    /// Does nothing when none runs there.
    private void stop() throws InterruptedException {
        launch.run(
                List.of(binaries.program("pg_ctl").toString(), "stop", "-D", data.toString(), "-m", "fast", "-w"), log);
    }

    private void requireSameMajorVersion() {
        try {
            String made = Files.readString(data.resolve("PG_VERSION")).strip();
            String ours = Binaries.version();
            if (!ours.startsWith(made + ".")) {
                throw new PostgresException(
                        "the data in '%s' is of PostgreSQL %s, and this program has %s; make a backup with the program that wrote it, and restore it here"
                                .formatted(data, made, ours));
            }
        } catch (IOException e) {
            throw new PostgresException("'%s' is damaged: it has no PG_VERSION".formatted(data), e);
        }
    }

    /// Whether another program uses a data folder just now.
    static boolean isTaken(Path folder) {
        try {
            lock(folder).close();
            return false;
        } catch (PostgresException _) {
            return true;
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static PostgresException unusable(Path folder, IOException cause) {
        return new PostgresException("the data folder '%s' can't be used: %s".formatted(folder, reason(cause)), cause);
    }

    /// Exceptions of files have a path for a message, and their reason beside it.
    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) return "it is somebody else's, or may not be written to";
        String reason = cause instanceof FileSystemException file ? file.getReason() : null;
        return String.valueOf(reason == null ? cause.getMessage() : reason);
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel file =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) return file;
        } catch (OverlappingFileLockException _) {
            // this very program has it
        }
        file.close();
        throw new PostgresException("another program uses the data folder '%s'".formatted(folder));
    }

    private static String password(Path folder, RandomGenerator random) throws IOException {
        Path file = folder.resolve("database.password");
        if (!Files.exists(file)) {
            byte[] bytes = new byte[PASSWORD_BYTES];
            random.nextBytes(bytes);
            if (Binaries.isWindows()) Files.createFile(file);
            else
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(bytes), StandardCharsets.US_ASCII);
        }
        return readPassword(folder);
    }

    static String readPassword(Path folder) throws IOException {
        return Files.readString(folder.resolve("database.password"), StandardCharsets.US_ASCII)
                .strip();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
