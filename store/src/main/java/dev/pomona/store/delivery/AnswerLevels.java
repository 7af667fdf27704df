// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.delivery;

import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;

/// How the service level of answers was kept, by all tenants together; for [dev.pomona.store.sql.Purpose#METRICS].
public final class AnswerLevels {

    private final Tx tx;

    public AnswerLevels(Tx tx) {
        this.tx = tx;
    }

    /// @param kept answers that were delivered in time
    /// @param missed that were not, or are not yet and should be
    public record Level(long kept, long missed) {}

    /// How a service level was kept: from our knowledge to the last receiver within a time.
    public Level level(Instant since, Duration within, Instant now) {
        return tx.one(
                """
                select count(*) filter (where delivered_at - known_at <= ? * interval '1 second') as kept,
                    count(*) filter (where coalesce(delivered_at, ?) - known_at > ? * interval '1 second') as missed
                from time_to_answer where known_at >= ?
                """,
                row -> new Level(row.number("kept"), row.number("missed")),
                within.toSeconds(),
                now,
                within.toSeconds(),
                since);
    }
}
