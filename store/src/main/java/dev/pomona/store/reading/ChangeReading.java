// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Everything that happened, in the order in which it became visible: who reads on from where they
/// were misses nothing.
public final class ChangeReading {

    private final Tx tx;

    public ChangeReading(Tx tx) {
        this.tx = tx;
    }

    /// @param key what it is about
    /// @param payload as JSON
    /// @param place behind which to read on
    public record Change(long id, String topic, String key, String payload, Instant at, String place) {}

    /// Whether something behind a place was removed since, so that reading on from there would miss it.
    ///
    /// @param after as for [#page]; at the beginning nothing is missed
    public boolean isRemovedBehind(@Nullable String after) {
        Place place = Place.parse(after);
        return place != null
                && tx.first("""
                                select 1 from outbox_removed
                                where tenant_id = current_tenant() and (transaction, id) > (?::xid8, ?)
                                """, _ -> true, place.value(), Long.parseLong(place.id()))
                        .isPresent();
    }

    /// What can be seen and will not change: a transaction that still runs holds back what began
    /// after it.
    ///
    /// @param after a place; `null` for the beginning
    /// @param without a topic that is not for everybody; empty for all
    public Page<Change> page(@Nullable String after, String without, int limit) {
        Place place = Place.parse(after);
        var found = tx.all(
                """
                select o.id, o.topic, o.key, o.payload::text as payload, o.created_at, o.transaction::text as transaction
                from outbox o
                where o.tenant_id = current_tenant()
                  and (o.transaction, o.id) > (?::xid8, ?)
                  and o.transaction < (select change_horizon())
                  and o.topic <> ?
                order by o.transaction, o.id limit ?
                """,
                row -> new Change(
                        row.number("id"),
                        row.text("topic"),
                        row.text("key"),
                        row.text("payload"),
                        row.time("created_at"),
                        new Place(row.text("transaction"), Long.toString(row.number("id"))).text()),
                place == null ? "0" : place.value(),
                place == null ? 0L : Long.parseLong(place.id()),
                without,
                limit + 1);
        return Page.of(found, limit, Change::place);
    }
}
