// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.judge;

import dev.pomona.server.ops.Metrics;
import dev.pomona.store.delivery.AnswerLevels;
import dev.pomona.store.delivery.AnswerLevels.Level;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How the service level of answers was kept in the last thirty days, as metrics. The same on every node. Thread-safe.
public final class AnswerMetrics {

    /// The service level: from our knowledge of an advisory to the last receiver.
    public static final Duration WITHIN = Duration.ofMinutes(5);

    private static final Duration MONTH = Duration.ofDays(30);

    /// Scrapes in a row look once.
    private static final Duration FRESH = Duration.ofSeconds(15);

    private record Seen(Instant at, Level level) {}

    private final Database database;
    private final InstantSource clock;
    private Seen seen = new Seen(Instant.MIN, new Level(0, 0));

    private AnswerMetrics(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    public static void register(Metrics metrics, Database database, InstantSource clock) {
        var answers = new AnswerMetrics(database, clock);
        String help = "Answers in the last thirty days that reached the last receiver within five minutes, and others.";
        metrics.gauge("pomona_answers_month", help, () -> answers.now().kept(), "level", "kept");
        metrics.gauge("pomona_answers_month", help, () -> answers.now().missed(), "level", "missed");
    }

    private synchronized Level now() {
        Instant now = clock.instant();
        if (seen.at().isAfter(now.minus(FRESH))) return seen.level();
        seen = new Seen(
                now, database.as(Purpose.METRICS, tx -> new AnswerLevels(tx).level(now.minus(MONTH), WITHIN, now)));
        return seen.level();
    }
}
