// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.sql.Tx;
import org.jspecify.annotations.Nullable;

/// Rows by the keys that people use.
final class Keys {

    private Keys() {}

    /// @param table `project` or `environment`
    /// @return `null` for `null`
    /// @throws UnknownException when there is none of that key
    static @Nullable Long id(Tx tx, String table, @Nullable String key) {
        if (key == null) return null;
        return tx.first("select id from %s where key = ?".formatted(table), row -> row.number("id"), key)
                .orElseThrow(() -> new UnknownException(table, key));
    }
}
