// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.backup;

import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.RunningServers;
import dev.pomona.store.sql.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/// Writes a whole database: the schema as it was, and the rows; [Migrations#run] then brings it up to date.
/// It is one transaction, so there is the whole or nothing, whatever happens on the way.
///
/// In this order: [#open], [#prepare], [#copy] for each table, [#commit].
public final class DatabaseLoad implements AutoCloseable {

    /// So far behind what was are the changes that come now. Changes that happened after the backup was made are lost,
    /// but readers may have seen their numbers, and would miss what came later under the same ones.
    private static final long GAP = 1L << 40;

    private final Connection connection;
    private final List<String> foreignKeys = new ArrayList<>();
    private final List<String> forced = new ArrayList<>();
    private final Map<String, List<String>> columns = new HashMap<>();

    private DatabaseLoad(Connection connection) {
        this.connection = connection;
    }

    /// @param user may create schemas and roles
    public static DatabaseLoad open(String url, String user, String password) {
        try {
            Connection connection = Sql.connect(url, user, password);
            connection.setAutoCommit(false);
            return new DatabaseLoad(connection);
        } catch (SQLException e) {
            throw new StoreException("the database does not answer", e);
        }
    }

    /// Whether there is nothing of ours yet.
    public boolean isEmpty() {
        try {
            return Sql.flag(connection, "select to_regnamespace('pomona') is null");
        } catch (SQLException e) {
            throw new StoreException("the database does not say what it holds", e);
        }
    }

    /// Whether a server is connected to it, and stays so: the connections of one that has just stopped last a moment
    /// longer than itself.
    public boolean isInUse() {
        try {
            return RunningServers.areConnected(connection);
        } catch (SQLException e) {
            throw new StoreException("the database does not say who uses it", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// Throws away what is there, and makes the schema as it was where the contents come from.
    ///
    /// @throws StoreException when that schema is of a newer program
    public void prepare(Contents contents) {
        try {
            Sql.execute(connection, "drop schema if exists pomona cascade");
            Migrations.runExactly(connection, contents.steps());
            Sql.execute(connection, "set local search_path = pomona");
            for (String table : tables("true")) {
                columns.put(
                        table,
                        Sql.all(connection, """
                        select attname from pg_attribute
                        where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                        """.formatted(Sql.literal(Sql.table(table))), row -> row.getString(1)));
            }
            takeForeignKeys();
            // what migrations put in is among the rows that come
            for (String table : columns.keySet()) Sql.execute(connection, "delete from " + Sql.table(table));
            // COPY loads no table that holds back rows from its owner; what triggers wrote is among the rows that come
            forced.addAll(tables("relforcerowsecurity"));
            for (String table : forced) {
                Sql.execute(
                        connection,
                        "alter table %s no force row level security, disable trigger user".formatted(Sql.table(table)));
            }
        } catch (SQLException e) {
            throw new StoreException("the schema can't be made", e);
        }
    }

    private List<String> tables(String condition) throws SQLException {
        return Sql.all(connection, """
                select relname from pg_class
                where relnamespace = 'pomona'::regnamespace and relkind in ('r', 'p') and not relispartition
                  and relname <> 'migration' and %s
                """.formatted(condition), row -> row.getString(1));
    }

    /// Tables point at each other in circles; rows are checked when all are there.
    private void takeForeignKeys() throws SQLException {
        record Key(String table, String name, String definition) {}
        List<Key> keys = Sql.all(connection, """
                select c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid)
                from pg_constraint c
                where c.connamespace = 'pomona'::regnamespace and c.contype = 'f' and c.conparentid = 0
                order by 1, 2
                """, row -> new Key(row.getString(1), row.getString(2), row.getString(3)));
        for (Key key : keys) {
            Sql.execute(connection, "alter table %s drop constraint %s".formatted(key.table(), key.name()));
            foreignKeys.add("alter table %s add constraint %s %s".formatted(key.table(), key.name(), key.definition()));
        }
    }

    /// Loads the rows of a table, as [DatabaseDump#copy] wrote them.
    ///
    /// @return how many
    /// @throws StoreException when there is no such table, or the rows are none of it
    /// @throws IOException when `rows` does
    public long copy(Contents.Table table, InputStream rows) throws IOException {
        List<String> known = columns.getOrDefault(table.name(), List.of());
        if (table.columns().isEmpty() || !known.containsAll(table.columns())) {
            throw new StoreException("there is no table '%s' with such columns".formatted(table.name()));
        }
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy %s (%s) from stdin".formatted(Sql.table(table.name()), Sql.columns(table.columns())),
                            rows);
        } catch (SQLException e) {
            throw new StoreException("the rows of '%s' can't be loaded".formatted(table.name()), e);
        }
    }

    /// Checks what rows say of each other, and makes all of it true at once.
    public void commit(Contents contents) {
        try {
            for (String key : foreignKeys) Sql.execute(connection, key);
            for (String table : forced) {
                Sql.execute(
                        connection,
                        "alter table %s force row level security, enable trigger user".formatted(Sql.table(table)));
            }
            for (Contents.Sequence sequence : contents.sequences()) {
                if (!columns.getOrDefault(sequence.table(), List.of()).contains(sequence.column())) continue;
                Sql.execute(
                        connection,
                        "select setval(pg_get_serial_sequence(%s, %s), %d, %s)"
                                .formatted(
                                        Sql.literal(Sql.table(sequence.table())),
                                        Sql.literal(sequence.column()),
                                        sequence.last(),
                                        sequence.isCalled()));
            }
            countOn(contents.changeNumber());
            connection.commit();
        } catch (SQLException e) {
            throw new StoreException("what was loaded does not fit together", e);
        }
    }

    private void countOn(long changeNumber) throws SQLException {
        Sql.execute(
                connection,
                "update pomona.installation set change_base = %d - pg_current_xact_id()::text::bigint"
                        .formatted(Math.addExact(changeNumber, GAP)));
    }

    /// Has the database learn what it holds, so that the first questions are answered well.
    public void analyze() {
        try {
            connection.setAutoCommit(true);
            for (String table : columns.keySet()) Sql.execute(connection, "analyze " + Sql.table(table));
        } catch (SQLException e) {
            throw new StoreException("the database does not learn what it holds", e);
        }
    }

    /// Without [#commit] nothing has happened.
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("the database does not answer", e);
        }
    }
}
