// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.delivery;

import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Within which time a tenant's advisories are to be answered.
public final class AnswerLevelStore {

    /// Where nothing else was agreed on.
    public static final Duration DEFAULT = Duration.ofMinutes(5);

    /// One for each severity, and one for all others.
    public static final int MOST = 7;

    private final Tx tx;

    public AnswerLevelStore(Tx tx) {
        this.tx = tx;
    }

    /// @param severity its rank; `null` for all that have no level of their own
    /// @param within from our knowledge to the last receiver
    public record AnswerLevel(@Nullable Integer severity, Duration within) {}

    /// What holds: the one for all first, then by severity, the worst first.
    public List<AnswerLevel> levels() {
        return tx.all(
                """
                select severity, seconds from answer_level
                union all select null, ? where not exists (select from answer_level where severity is null)
                order by severity desc nulls first
                """,
                row -> new AnswerLevel(row.optionalInteger("severity"), Duration.ofSeconds(row.integer("seconds"))),
                (int) DEFAULT.toSeconds());
    }

    /// Takes the place of all levels. Answers to what was known before keep their time.
    public void set(List<AnswerLevel> levels, String by, Instant now) {
        tx.update("delete from answer_level where tenant_id = current_tenant()");
        for (AnswerLevel level : levels) {
            tx.update("""
                    insert into answer_level (tenant_id, severity, seconds, set_by, set_at)
                    values (current_tenant(), ?, ?, ?, ?)
                    """, level.severity(), (int) level.within().toSeconds(), by, now);
        }
    }
}
