// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.delivery;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;

/// How tenants kept the service levels of their answers; for [dev.pomona.store.sql.Purpose#METRICS].
public final class AnswerLevels {

    private final Tx tx;

    public AnswerLevels(Tx tx) {
        this.tx = tx;
    }

    /// @param tenant its key
    /// @param kept answers that were delivered in time
    /// @param missed that were not, or are not yet and should be
    public record Kept(String tenant, long kept, long missed) {}

    /// How answers to what became known since a time were kept.
    ///
    /// @param most those of the tenants that were made first
    public List<Kept> since(Instant since, Instant now, int most) {
        return tx.all(
                """
                select t.key, a.kept, a.missed
                from (select id, key from tenant order by id limit ?) t
                cross join lateral (
                    select count(*) filter (where delivered_at <= due_at) as kept,
                        count(*) filter (where coalesce(delivered_at, ?) > due_at) as missed
                    from time_to_answer where tenant_id = t.id and known_at >= ?) a
                order by t.id
                """, row -> new Kept(row.text("key"), row.number("kept"), row.number("missed")), most, now, since);
    }
}
