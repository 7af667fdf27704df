// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of an answer, read by column name.
public final class Row {

    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    public long number(String column) {
        return read(() -> rows.getLong(column));
    }

    public int integer(String column) {
        return read(() -> rows.getInt(column));
    }

    public double decimal(String column) {
        return read(() -> rows.getDouble(column));
    }

    public boolean flag(String column) {
        return read(() -> rows.getBoolean(column));
    }

    /// @throws StoreException when it is null
    public String text(String column) {
        String text = optionalText(column);
        if (text == null) throw new StoreException("the column '%s' is null".formatted(column));
        return text;
    }

    public @Nullable String optionalText(String column) {
        return nullable(() -> rows.getString(column));
    }

    public @Nullable Long optionalNumber(String column) {
        return nullable(() -> {
            long number = rows.getLong(column);
            return rows.wasNull() ? null : number;
        });
    }

    public @Nullable Integer optionalInteger(String column) {
        return nullable(() -> {
            int number = rows.getInt(column);
            return rows.wasNull() ? null : number;
        });
    }

    public @Nullable Double optionalDecimal(String column) {
        return nullable(() -> {
            double number = rows.getDouble(column);
            return rows.wasNull() ? null : number;
        });
    }

    /// @throws StoreException when it is null
    public Instant time(String column) {
        Instant time = optionalTime(column);
        if (time == null) throw new StoreException("the column '%s' is null".formatted(column));
        return time;
    }

    public @Nullable Instant optionalTime(String column) {
        return nullable(() -> {
            Timestamp time = rows.getTimestamp(column);
            return time == null ? null : time.toInstant();
        });
    }

    /// @throws StoreException when it is null
    public byte[] bytes(String column) {
        byte[] bytes = nullable(() -> rows.getBytes(column));
        if (bytes == null) throw new StoreException("the column '%s' is null".formatted(column));
        return bytes;
    }

    public byte @Nullable [] optionalBytes(String column) {
        return nullable(() -> rows.getBytes(column));
    }

    public <E extends Enum<E>> E choice(String column, Class<E> type) {
        return Enum.valueOf(type, text(column));
    }

    /// The texts of an array; empty when it is null.
    public List<String> texts(String column) {
        Array array = nullable(() -> rows.getArray(column));
        if (array == null) return List.of();
        return List.of(read(() -> (String[]) array.getArray()));
    }

    private interface Reading<T> {
        T read() throws SQLException;
    }

    private interface NullableReading<T> {
        @Nullable
        T read() throws SQLException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw new StoreException("an answer can't be read", e);
        }
    }

    private static <T> @Nullable T nullable(NullableReading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw new StoreException("an answer can't be read", e);
        }
    }
}
