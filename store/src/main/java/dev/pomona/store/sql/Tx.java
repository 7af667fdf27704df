// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.io.InputStream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// A running transaction: statements as text with `?` for each argument.
///
/// Arguments are texts, numbers, booleans, bytes, many bytes ([Blob]), times ([Instant]), days ([LocalDate]), enums (by
/// name), `null`, and collections of texts or of numbers, which become arrays.
public final class Tx {

    private static final int ROWS_AT_A_TIME = 1000;

    /// Bytes that are sent as they are read, and never held as a whole.
    ///
    /// @param in is left open
    /// @param length in bytes
    public record Blob(InputStream in, long length) {}

    private final Connection connection;
    private final Set<String> scratches = new HashSet<>();

    Tx(Connection connection) {
        this.connection = connection;
    }

    /// Every row, in the order of the statement. What comes back must be bounded by the statement
    /// itself.
    public <T> List<T> all(String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        var all = new ArrayList<T>();
        each(sql, row -> all.add(mapper.apply(row)), arguments);
        return all;
    }

    /// The first row; empty when there is none.
    public <T> Optional<T> first(String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return all(sql, mapper, arguments).stream().findFirst();
    }

    /// The only row of a statement that always has one.
    public <T> T one(String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return first(sql, mapper, arguments).orElseThrow(() -> new StoreException("a statement gave no row"));
    }

    /// Row by row, for answers of any length.
    public void each(String sql, Consumer<Row> consumer, @Nullable Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery()) {
                var row = new Row(rows);
                while (rows.next()) consumer.accept(row);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Waits until no other transaction of the tenant has locked the same, and holds it until this one ends.
    ///
    /// @param what a name of what is to be changed by one at a time
    public void lock(String what) {
        first(
                "select pg_advisory_xact_lock(hashtextextended(current_tenant() || ' ' || ?, 0))::text as locked",
                _ -> true,
                what);
    }

    /// An empty table of this transaction's own, for rows on their way. It stays with the connection and is
    /// emptied when the transaction ends, so that statements about it keep their plans.
    ///
    /// @param columns with their types; the same for every use of a name
    public void scratch(String name, String columns) {
        if (scratches.add(name)) {
            boolean isThere =
                    one("select to_regclass('pg_temp.' || ?) is not null as found", row -> row.flag("found"), name);
            if (!isThere) update("create temporary table %s (%s) on commit delete rows".formatted(name, columns));
        } else {
            update("truncate " + name);
        }
    }

    /// Prefers indexes, and plans that hold whatever is asked for: for transactions that run the same statements about
    /// few rows again and again, where planning takes longer than the work, and tables grow faster than anybody
    /// counts them.
    public void expectFewRows() {
        update("set local enable_seqscan = off");
        update("set local plan_cache_mode = force_generic_plan");
    }

    /// Plans for what each statement is asked: for the rest of a transaction that turned out to be about many rows.
    public void expectManyRows() {
        update("set local enable_seqscan = on");
        update("set local plan_cache_mode = force_custom_plan");
    }

    /// @return how many rows changed
    public int update(String sql, @Nullable Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// Loads rows the fastest way there is; they are checked like any other.
    ///
    /// @param into the table and its columns: `occurrence (artifact_id, component_id)`
    /// @param rows writes them
    /// @return how many
    public long copy(String into, Consumer<CopyRows> rows) {
        try {
            var stream = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin");
            try {
                var writer = new CopyRows(stream);
                rows.accept(writer);
                writer.flush();
                return stream.endCopy();
            } finally {
                if (stream.isActive()) stream.cancelCopy();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) set(statement, i + 1, arguments[i]);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void set(PreparedStatement statement, int index, @Nullable Object argument) throws SQLException {
        switch (argument) {
            case null -> statement.setObject(index, null);
            case Instant time -> statement.setTimestamp(index, Timestamp.from(time));
            case LocalDate day -> statement.setObject(index, day);
            case Enum<?> choice -> statement.setString(index, choice.name());
            case Blob blob -> statement.setBinaryStream(index, blob.in(), blob.length());
            case TenantId tenant -> statement.setLong(index, tenant.value());
            // of no type: the statement tells what it is an array of
            case Collection<?> none when none.isEmpty() -> statement.setObject(index, "{}", Types.OTHER);
            case Collection<?> elements -> statement.setArray(index, array(elements));
            case String text -> statement.setString(index, storable(text));
            default -> statement.setObject(index, argument);
        }
    }

    private Array array(Collection<?> elements) throws SQLException {
        boolean isNumbers = elements.stream().allMatch(Long.class::isInstance);
        return connection.createArrayOf(
                isNumbers ? "bigint" : "text",
                elements.stream()
                        .map(element -> element instanceof String text ? storable(text) : element)
                        .toArray());
    }

    /// A text in PostgreSQL has no zero character; foreign documents may.
    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }

    private static StoreException failed(SQLException cause) {
        return new StoreException("the database refused a statement", cause);
    }
}
