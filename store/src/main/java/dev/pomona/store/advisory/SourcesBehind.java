// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.advisory;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;

/// Sources of advisory data that have older data than is here. Written by [dev.pomona.store.sql.Purpose#FEED] alone.
public final class SourcesBehind {

    /// More than there are.
    private static final int MOST = 200;

    private final Tx tx;

    public SourcesBehind(Tx tx) {
        this.tx = tx;
    }

    /// @param name such as `osv/npm`
    /// @param reason in words
    /// @param since when it was noticed
    public record Behind(String name, String reason, Instant since) {}

    /// By name.
    public List<Behind> all() {
        return tx.all(
                "select source, reason, since from source_behind order by source limit ?",
                row -> new Behind(row.text("source"), row.text("reason"), row.time("since")),
                MOST);
    }

    /// @return whether it was not known to be
    public boolean begin(String name, String reason, Instant now) {
        return tx.one("""
                insert into source_behind (source, reason, since) values (?, ?, ?)
                on conflict (source) do update set reason = excluded.reason
                returning xmax = 0 as is_new
                """, row -> row.flag("is_new"), name, reason, now);
    }

    /// @return whether it was known to be
    public boolean end(String name) {
        return tx.update("delete from source_behind where source = ?", name) > 0;
    }
}
