// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How many rows there are, up to a thousand: nobody reads on then, and counting on costs time without end.
///
/// @param isMore whether there are more than [#MOST]
public record Count(int value, boolean isMore) implements Comparable<Count> {

    public static final int MOST = 1000;
    public static final Count NONE = new Count(0, false);

    /// @param from what follows `select 1`, from `from` on
    static Count of(Tx tx, String from, @Nullable Object... arguments) {
        return of(tx.one("select %s as n".formatted(sql(from)), row -> row.integer("n"), arguments));
    }

    /// A count as an expression, for statements that count several things at once.
    ///
    /// @param from what follows `select 1`, from `from` on
    static String sql(String from) {
        return "(select count(*) from (select 1 %s limit %d) counted)".formatted(from, MOST + 1);
    }

    static Count of(int counted) {
        return counted > MOST ? new Count(MOST, true) : new Count(counted, false);
    }

    public boolean isNone() {
        return value == 0;
    }

    public Count plus(Count other) {
        int sum = value + other.value;
        return new Count(sum, isMore || other.isMore);
    }

    /// Fewer by some that were counted among them.
    public Count less(int known) {
        return isMore ? this : new Count(Math.max(0, value - known), false);
    }

    @Override
    public int compareTo(Count other) {
        return value != other.value ? Integer.compare(value, other.value) : Boolean.compare(isMore, other.isMore);
    }

    /// `17`, `1,000+`.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d", value) + (isMore ? "+" : "");
    }
}
