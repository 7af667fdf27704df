// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The database refuses or fails. Messages name the cause and never hold values.
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Classes of SQLSTATE after which the same transaction may well succeed: broken connections,
    /// conflicts between transactions, lack of resources, a server that is stopping or starting
    /// (PostgreSQL 18, appendix A).
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57");

    private final String state;

    public StoreException(String message) {
        super(message);
        this.state = "";
    }

    StoreException(String message, SQLException cause) {
        super(message + " (" + cause.getSQLState() + ")", withoutValues(cause));
        this.state = cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    /// Whether trying again makes sense.
    public boolean isPassing() {
        return state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }

    /// Whether a value is none of its type, as a made-up cursor's.
    public boolean isWrongValue() {
        return state.startsWith("22");
    }

    /// Whether something of this identity is there already.
    public boolean isDuplicate() {
        return state.equals("23505");
    }

    /// PostgreSQL's own messages quote the values of a row, which may be anything.
    private static @Nullable SQLException withoutValues(SQLException cause) {
        var bare = new SQLException("SQLSTATE " + cause.getSQLState(), cause.getSQLState());
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }
}
