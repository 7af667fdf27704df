// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.backup;

import dev.pomona.store.sql.Migrations;
import dev.pomona.store.sql.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/// Reads everything, as it is at one moment, while others go on writing: one transaction that sees nothing of what is
/// committed after it began (isolation level repeatable read). Rows are in PostgreSQL's text format for `COPY`, which
/// later versions read too.
public final class DatabaseDump implements AutoCloseable {

    private final Connection connection;

    private DatabaseDump(Connection connection) {
        this.connection = connection;
    }

    /// The moment is now.
    ///
    /// @param user the owner of the schema
    /// @throws StoreException when there is no such database, or it does not answer
    public static DatabaseDump open(String url, String user, String password) {
        try {
            Connection connection = Sql.connect(url, user, password);
            try {
                connection.setAutoCommit(false);
                Sql.execute(connection, "set transaction isolation level repeatable read, read only");
                return new DatabaseDump(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("the database does not answer", e);
        }
    }

    /// @throws StoreException when there is nothing of ours, or when rows of a table are hidden from who asks
    public Contents contents() {
        try {
            if (!Sql.flag(connection, "select to_regclass('pomona.migration') is not null")) {
                throw new StoreException("the database holds nothing of Pomona");
            }
            requireToSeeEverything();
            var steps = Sql.all(
                    connection,
                    "select name, digest from pomona.migration order by name",
                    row -> new Migrations.Step(row.getString(1), row.getString(2)));
            return new Contents(
                    Sql.text(connection, "show server_version").split(" ", 2)[0],
                    steps,
                    tables(),
                    sequences(),
                    changeNumber());
        } catch (SQLException e) {
            throw new StoreException("the database does not say what it holds", e);
        }
    }

    /// Where policies hold back rows, `COPY` leaves them out without a word.
    private void requireToSeeEverything() throws SQLException {
        List<String> hidden = Sql.all(connection, """
                select c.relname from pg_class c
                where c.relnamespace = 'pomona'::regnamespace and c.relkind in ('r', 'p')
                  and row_security_active(c.oid)
                  and not exists (
                      select from pg_policy p
                      where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
                        and pg_get_expr(p.polqual, p.polrelid) = 'true'
                        and exists (select from unnest(p.polroles) r where pg_has_role(r, 'usage')))
                order by 1""", row -> row.getString(1));
        if (!hidden.isEmpty()) {
            throw new StoreException("rows of '%s' are hidden from this user; log in as the owner of the schema"
                    .formatted(hidden.getFirst()));
        }
    }

    /// All but the list of migrations. Of a table in partitions the partitions are left out: their rows are its own.
    private List<Contents.Table> tables() throws SQLException {
        List<String> names = Sql.all(connection, """
                select relname from pg_class
                where relnamespace = 'pomona'::regnamespace and relkind in ('r', 'p') and not relispartition
                  and relname <> 'migration' order by relname collate "C"
                """, row -> row.getString(1));
        var tables = new ArrayList<Contents.Table>();
        for (String name : names) {
            tables.add(new Contents.Table(
                    name, Sql.all(connection, """
                    select attname from pg_attribute
                    where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                    order by attnum
                    """.formatted(Sql.literal(Sql.table(name))), row -> row.getString(1))));
        }
        return tables;
    }

    private List<Contents.Sequence> sequences() throws SQLException {
        record Owner(String table, String column) {}
        List<Owner> owners = Sql.all(connection, """
                select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'pomona'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                  and a.attidentity <> '' and not a.attisdropped
                order by c.relname collate "C", a.attnum
                """, row -> new Owner(row.getString(1), row.getString(2)));
        var sequences = new ArrayList<Contents.Sequence>();
        for (Owner owner : owners) {
            String name = Sql.text(
                    connection,
                    "select pg_get_serial_sequence(%s, %s)"
                            .formatted(Sql.literal(Sql.table(owner.table())), Sql.literal(owner.column())));
            sequences.addAll(Sql.all(
                    connection,
                    "select last_value, is_called from " + name,
                    row -> new Contents.Sequence(owner.table(), owner.column(), row.getLong(1), row.getBoolean(2))));
        }
        return sequences;
    }

    private long changeNumber() throws SQLException {
        return Long.parseLong(Sql.text(connection, """
                select (pg_snapshot_xmax(pg_current_snapshot())::text::numeric + change_base)::text
                from pomona.installation"""));
    }

    /// The snapshots of advisory data that the rows speak of and the database does not hold, sorted.
    public List<String> snapshotsElsewhere() {
        try {
            return Sql.all(connection, """
                    select id from (
                        select snapshot_id as id from pomona.current_snapshot
                        union select snapshot_id from pomona.judged_by
                        union select snapshot_id from pomona.decision) used
                    where not exists (select from pomona.snapshot_file f where f.snapshot_id = used.id)
                    order by id collate "C"
                    """, row -> row.getString(1));
        } catch (SQLException e) {
            throw new StoreException("the database does not say what it holds", e);
        }
    }

    /// The id of the server's key; empty when no server ever ran on it.
    public Optional<String> keyId() {
        return installation("key_id");
    }

    /// Whether the server's key is among the rows, encrypted.
    public boolean holdsKey() {
        return installation("sealed_key").isPresent();
    }

    private Optional<String> installation(String column) {
        try {
            return Optional.ofNullable(Sql.all(
                            connection,
                            "select " + column + " from pomona.installation",
                            row -> Optional.ofNullable(row.getString(1)))
                    .getFirst()
                    .orElse(null));
        } catch (SQLException e) {
            throw new StoreException("the database does not say what it holds", e);
        }
    }

    /// Writes the rows of a table, each a line.
    ///
    /// @return how many
    /// @throws IOException when `out` does
    public long copy(Contents.Table table, OutputStream out) throws IOException {
        String columns = Sql.columns(table.columns());
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (select %s from %s) to stdout".formatted(columns, Sql.table(table.name())), out);
        } catch (SQLException e) {
            throw new StoreException("the rows of '%s' can't be read".formatted(table.name()), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("the database does not answer", e);
        }
    }
}
