// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.sql;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The database refuses or fails. Messages name the cause and never hold values.
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Classes of SQLSTATE after which the same transaction may well succeed: broken connections,
    /// conflicts between transactions, lack of resources such as disk, a server that is stopping or
    /// starting, trouble with its files (PostgreSQL 18, appendix A).
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    /// No connection could be had.
    private static final String NO_CONNECTION = "08001";

    private final String state;

    public StoreException(String message) {
        super(message);
        this.state = "";
    }

    public StoreException(String message, SQLException cause) {
        this(message, cause.getSQLState() == null ? "" : cause.getSQLState(), cause);
    }

    private StoreException(String message, String state, SQLException cause) {
        super(message + " (" + state + ")", withoutValues(cause));
        this.state = state;
    }

    /// When there is no connection to be had: none can be made, or all are in use for too long.
    static StoreException unreachable(SQLException cause) {
        // whatever made it so, a pool that waits in vain says nothing of it
        return new StoreException("the database can't be reached", NO_CONNECTION, cause);
    }

    /// Whether trying again makes sense.
    public boolean isPassing() {
        return state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }

    /// Whether the database has no disk left: somebody must make room before trying again makes sense.
    public boolean isFull() {
        return state.equals("53100");
    }

    /// Whether a value is none of its type, as a made-up cursor's.
    public boolean isWrongValue() {
        return state.startsWith("22");
    }

    /// Whether something of this identity is there already.
    public boolean isDuplicate() {
        return state.equals("23505");
    }

    /// Whether other rows still point at what was to go.
    public boolean isPointedAt() {
        return state.equals("23503");
    }

    /// PostgreSQL's own messages quote the values of a row, which may be anything.
    private static @Nullable SQLException withoutValues(SQLException cause) {
        var bare = new SQLException("SQLSTATE " + cause.getSQLState(), cause.getSQLState());
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }
}
