// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/// Servers that are connected to a database.
public final class RunningServers {

    /// As they call themselves.
    static final String NAME = "pomona";

    private static final int LOOKS = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private RunningServers() {}

    /// Whether there are any, and stay: the connections of one that has just stopped last a moment longer than itself.
    ///
    /// @param connection of a role that may know, such as that of servers
    public static boolean areConnected(Connection connection) throws SQLException, InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            if (!isConnected(connection)) return false;
            Thread.sleep(BETWEEN_LOOKS);
        }
        return isConnected(connection);
    }

    private static boolean isConnected(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            // what a transaction sees of the activity stays as it was when it first looked
            statement.execute("select pg_stat_clear_snapshot()");
            try (var rows = statement.executeQuery("""
                    select exists (
                        select from pg_stat_activity
                        where datname = current_database() and application_name = '%s')""".formatted(NAME))) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }
}
