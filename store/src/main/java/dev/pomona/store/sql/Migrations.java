// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Brings the schema up to date: each step once, in order, in a transaction of its own, however
/// many nodes start at a time. Steps are append-only files; one that was changed after it ran is an
/// error.
public final class Migrations {

    /// Advisory lock that one node holds while it migrates: `pomona` in ASCII.
    private static final long LOCK = 0x706f6d6f6e61L;

    private Migrations() {}

    /// A step that ran.
    ///
    /// @param digest SHA-256 of its file, in hexadecimal
    public record Step(String name, String digest) {}

    /// @param user may create schemas and roles
    /// @return the names of the steps that ran now
    /// @throws StoreException when a step fails, was changed, or is of a newer program
    public static List<String> run(String url, String user, String password) {
        try (Connection connection = connect(url, user, password)) {
            connection.setAutoCommit(false);
            execute(connection, "select pg_advisory_lock(" + LOCK + ")");
            try {
                makeTable(connection);
                connection.commit();
                return runMissing(connection);
            } finally {
                connection.rollback();
                execute(connection, "select pg_advisory_unlock(" + LOCK + ")");
                connection.commit();
            }
        } catch (SQLException e) {
            throw new StoreException("the schema can't be brought up to date", e);
        }
    }

    /// The first connection that a program makes: what an operator got wrong shows here.
    private static Connection connect(String url, String user, String password) {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            throw new StoreException(
                    state.startsWith("28")
                            ? "the database lets nobody in as '%s' with this password".formatted(user)
                            : state.equals("3D000")
                                    ? "the database server has no database of this name"
                                    : "the database can't be reached",
                    e);
        }
    }

    /// Whether all steps have run; nothing is changed.
    ///
    /// @throws StoreException when one was changed, or is of a newer program
    public static boolean isCurrent(String url, String user, String password) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select to_regclass('pomona.migration') is not null")) {
            if (!rows.next() || !rows.getBoolean(1)) return false;
            Map<String, String> ran = ran(connection);
            requireKnown(ran);
            return ran.keySet().containsAll(names());
        } catch (SQLException e) {
            throw new StoreException("the database does not answer", e);
        }
    }

    /// Makes the schema as it was after some steps, in the transaction of the caller. Until that ends nobody else
    /// changes
    /// the schema.
    ///
    /// @param steps those that ran where the data comes from, in any order
    /// @throws StoreException when one of them is of a newer program or was changed since
    public static void runExactly(Connection connection, List<Step> steps) throws SQLException {
        Map<String, String> wanted = new TreeMap<>();
        steps.forEach(step -> wanted.put(step.name(), step.digest()));
        requireKnown(wanted);
        execute(connection, "select pg_advisory_xact_lock(" + LOCK + ")");
        makeTable(connection);
        for (String name : names()) {
            if (wanted.containsKey(name)) run(connection, name);
        }
    }

    private static void makeTable(Connection connection) throws SQLException {
        execute(connection, """
                create schema if not exists pomona;
                create table if not exists pomona.migration (
                    name text primary key,
                    digest text not null,
                    ran timestamptz not null default now())""");
    }

    /// The steps in order.
    static List<String> names() {
        return read("index.txt").lines().filter(line -> !line.isBlank()).toList();
    }

    private static List<String> runMissing(Connection connection) throws SQLException {
        Map<String, String> ran = ran(connection);
        requireKnown(ran);
        List<String> missing =
                names().stream().filter(name -> !ran.containsKey(name)).toList();
        for (String name : missing) {
            run(connection, name);
            connection.commit();
        }
        return missing;
    }

    private static void requireKnown(Map<String, String> ran) {
        List<String> names = names();
        for (var step : ran.entrySet()) {
            if (!names.contains(step.getKey())) {
                throw new StoreException(
                        "the database is of a newer program: it has the step '%s'".formatted(step.getKey()));
            }
            if (!digest(read(step.getKey() + ".sql")).equals(step.getValue())) {
                throw new StoreException("the step '%s' was changed after it ran".formatted(step.getKey()));
            }
        }
    }

    private static void run(Connection connection, String name) throws SQLException {
        String sql = read(name + ".sql");
        execute(connection, "set local search_path = pomona");
        execute(connection, sql);
        try (var insert = connection.prepareStatement("insert into pomona.migration (name, digest) values (?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, digest(sql));
            insert.executeUpdate();
        }
    }

    private static Map<String, String> ran(Connection connection) throws SQLException {
        var ran = new TreeMap<String, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select name, digest from pomona.migration")) {
            while (rows.next()) ran.put(rows.getString(1), rows.getString(2));
        }
        return ran;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(String name) {
        try (InputStream resource = Migrations.class.getResourceAsStream("/dev/pomona/store/migrations/" + name)) {
            if (resource == null) throw new StoreException("there is no migration file '%s'".formatted(name));
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
