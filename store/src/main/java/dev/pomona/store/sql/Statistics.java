// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Tells PostgreSQL's planner what tables are like that have grown much. PostgreSQL does so by itself, but
/// once a minute at most: a table that is filled from nothing is taken for an empty one until then, and
/// statements keep the plans that suited it.
final class Statistics {

    /// Half as many rows again since they were counted last.
    private static final String GROWN = """
            select c.relname
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_stat_all_tables s on s.relid = c.oid
            where n.nspname = 'pomona' and c.relkind = 'r'
              and s.n_mod_since_analyze > 200 + greatest(c.reltuples, 0) / 2
            order by c.relname
            """;

    private static final long MUCH = 20_000;

    private Statistics() {}

    /// @param connection of the owner of the tables
    /// @return the tables that were counted
    static List<String> renew(Connection connection) throws SQLException {
        var grown = new ArrayList<String>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(GROWN)) {
                while (rows.next()) grown.add(rows.getString(1));
            }
            connection.commit();
            for (String table : grown) {
                // another node may be at it
                statement.execute("analyze (skip_locked) pomona." + table);
                connection.commit();
            }
        }
        return grown;
    }

    /// Makes room of what was removed from a table, where that is much.
    ///
    /// @param connection of the owner of the table
    static void reclaim(Connection connection, String table) throws SQLException {
        try (var asked = connection.prepareStatement(
                "select n_dead_tup from pg_stat_all_tables where schemaname = 'pomona' and relname = ?")) {
            asked.setString(1, table);
            try (ResultSet rows = asked.executeQuery()) {
                if (!rows.next() || rows.getLong(1) < MUCH) return;
            }
            connection.commit();
            // not within a transaction
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                // another node may be at it
                statement.execute("vacuum (skip_locked) pomona." + table);
            } finally {
                connection.setAutoCommit(false);
            }
        }
    }
}
