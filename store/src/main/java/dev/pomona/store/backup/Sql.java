// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/// Statements whose names come from the database's own catalogue.
final class Sql {

    private Sql() {}

    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// A connection that can be told from those of servers.
    static Connection connect(String url, String user, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "pomona backup");
        return DriverManager.getConnection(url, properties);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static <T> List<T> all(Connection connection, String sql, Reading<T> reading) throws SQLException {
        var all = new ArrayList<T>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) all.add(reading.read(rows));
        }
        return all;
    }

    static String text(Connection connection, String sql) throws SQLException {
        return all(connection, sql, row -> row.getString(1)).getFirst();
    }

    static boolean flag(Connection connection, String sql) throws SQLException {
        return all(connection, sql, row -> row.getBoolean(1)).getFirst();
    }

    static String table(String name) {
        return "pomona." + name(name);
    }

    static String columns(List<String> names) {
        return names.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    private static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
