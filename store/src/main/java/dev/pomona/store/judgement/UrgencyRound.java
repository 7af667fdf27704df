// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.judgement;

import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The round through everything that is open, for what changes by itself or for all at once: age, environments,
/// and service levels. What changes for one artifact is seen to when it does.
public final class UrgencyRound {

    /// Age counts by three days.
    private static final Duration EVERY = Duration.ofHours(12);

    private final Tx tx;

    public UrgencyRound(Tx tx) {
        this.tx = tx;
    }

    private record State(Instant beganAt, String basis, Optional<Long> place) {}

    /// Takes the round in hand until the transaction ends; begins a new one when it is time, or when environments
    /// or service levels are not those of the last.
    ///
    /// @return the artifact behind which to go on, by id; empty when there is nothing to do, or another is at it
    public Optional<Long> take(Instant now) {
        String basis = basis();
        tx.update("""
                insert into urgency_round (tenant_id, began_at, basis, place) values (current_tenant(), ?, ?, 0)
                on conflict (tenant_id) do nothing
                """, now, basis);
        Optional<State> held = tx.first(
                "select began_at, basis, place from urgency_round for update skip locked",
                row -> new State(
                        row.time("began_at"), row.text("basis"), Optional.ofNullable(row.optionalNumber("place"))));
        if (held.isEmpty()) return Optional.empty();
        State state = held.get();
        if (state.basis().equals(basis) && state.beganAt().plus(EVERY).isAfter(now)) return state.place();
        tx.update("update urgency_round set began_at = ?, basis = ?, place = 0", now, basis);
        return Optional.of(0L);
    }

    /// @param artifact the last one that was seen to
    public void seenTo(long artifact) {
        tx.update("update urgency_round set place = ?", artifact);
    }

    public void finish() {
        tx.update("update urgency_round set place = null");
    }

    private String basis() {
        return tx.one("""
                select md5(coalesce(string_agg(fact, ' ' order by fact), '')) as basis
                from (select 'environment ' || id || ' ' || is_exposed || ' ' || is_production as fact from environment
                      union all
                      select 'level ' || severity || ' ' || coalesce(environment_id, 0) || ' ' || days from service_level)
                """, row -> row.text("basis"));
    }
}
