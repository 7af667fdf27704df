// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.delivery;

import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.List;

/// Removes what is older than it must be kept, some rows at a time. For
/// [dev.pomona.store.sql.Purpose#RETENTION], and for no other.
public final class RetentionStore {

    private final Tx tx;

    public RetentionStore(Tx tx) {
        this.tx = tx;
    }

    /// What can be old. The trail of what people did and the history of findings never are.
    public enum Kind {
        /// Messages that all receivers have.
        MESSAGES,
        /// Verdicts that newer ones took the place of.
        VERDICTS,
        /// What does not run any more.
        DEPLOYMENTS,
        FRESHNESS,
        ANSWER_TIMES,
        /// Answers kept for requests that may be repeated, and sessions that are over.
        REQUESTS
    }

    private record Old(String table, String condition) {}

    private static List<Old> old(Kind kind) {
        return switch (kind) {
            case MESSAGES ->
                List.of(
                        new Old(
                                "delivery",
                                "exists (select from outbox o where o.tenant_id = d.tenant_id and o.id = d.outbox_id"
                                        + " and o.delivered_at < ?)"),
                        new Old("outbox", "d.delivered_at < ?"));
            case VERDICTS -> List.of(new Old("decision", "d.ended_at < ?"));
            case DEPLOYMENTS ->
                List.of(
                        new Old("deployment", "d.until < ?"),
                        new Old("deployment_end", "d.at < ?"),
                        new Old("host_instance", "d.until < ?"),
                        new Old("host_report", "d.at < ?"));
            case FRESHNESS -> List.of(new Old("freshness_day", "d.day < ?::timestamptz::date"));
            case ANSWER_TIMES -> List.of(new Old("time_to_answer", "d.known_at < ?"));
            case REQUESTS ->
                List.of(new Old("idempotent_request", "d.created_at < ?"), new Old("session", "d.expires_at < ?"));
        };
    }

    /// @return how many rows are gone; as long as it is not 0 there may be more
    public int remove(Kind kind, Instant before, int most) {
        int gone = 0;
        for (Old old : old(kind)) {
            String delete = "delete from %1$s x where x.ctid in (select d.ctid from %1$s d where %2$s limit ?)"
                    .formatted(old.table(), old.condition());
            gone += old.table().equals("outbox")
                    ? removeChanges(delete, before, most)
                    : tx.update(delete, before, most);
        }
        return gone;
    }

    /// Keeps how far the feed of changes is gone, for those who would read on from before that.
    private int removeChanges(String delete, Instant before, int most) {
        return tx.one("""
                with gone as (%s returning x.tenant_id, x.transaction, x.id),
                kept as (
                    insert into outbox_removed as r (tenant_id, transaction, id)
                    select distinct on (tenant_id) tenant_id, transaction, id from gone
                    order by tenant_id, transaction desc, id desc
                    on conflict (tenant_id) do update set transaction = excluded.transaction, id = excluded.id
                    where (excluded.transaction, excluded.id) > (r.transaction, r.id))
                select count(*)::int as gone from gone
                """.formatted(delete), row -> row.integer("gone"), before, most);
    }
}
