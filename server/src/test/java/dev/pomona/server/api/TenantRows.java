// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.store.sql.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// The rows of all tables of tenants, past every protection.
final class TenantRows implements AutoCloseable {

    private static final Set<String> COUNTED = Set.of("delivery", "freshness_day", "tally_day", "tally_project");

    private final Connection database;

    TenantRows(String url) throws SQLException {
        this.database = DriverManager.getConnection(
                url, TestDatabase.server().user(), TestDatabase.server().password());
    }

    List<String> tables() throws SQLException {
        return texts("select table_name from information_schema.columns"
                + " where table_schema = 'pomona' and column_name = 'tenant_id' order by 1");
    }

    /// A digest of the rows of each table, but for what a server does by itself meanwhile: hands messages
    /// out, counts, and remembers when tokens and sessions were last used.
    ///
    /// @param condition on the rows
    TreeMap<String, String> digests(String condition) throws SQLException {
        var rows = new TreeMap<String, String>();
        for (String table : tables()) {
            if (COUNTED.contains(table)) continue;
            rows.put(
                    table,
                    texts("select coalesce(md5(string_agg(r, '|' order by r)), '') from ("
                                    + "select (to_jsonb(t) - array['used_at', 'dispatched_at', 'delivered_at'])::text as r"
                                    + " from pomona." + table + " t where " + condition + ") x")
                            .getFirst());
        }
        return rows;
    }

    void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> texts(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) texts.add(rows.getString(1));
            return texts;
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
