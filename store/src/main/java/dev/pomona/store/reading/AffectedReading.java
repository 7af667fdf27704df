// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.util.List;

/// Which component versions a vulnerability holds for.
public final class AffectedReading {

    /// More versions than any estate has of what one advisory names.
    private static final int MOST = 20_000;

    private final Tx tx;

    public AffectedReading(Tx tx) {
        this.tx = tx;
    }

    /// @param vulnerability the id that findings have
    /// @return ids of components, in order
    public List<Long> components(String vulnerability) {
        return tx.all("""
                select component_id from component_match
                where tenant_id = current_tenant() and vulnerability = ? order by component_id limit ?
                """, row -> row.number("component_id"), vulnerability, MOST);
    }
}
