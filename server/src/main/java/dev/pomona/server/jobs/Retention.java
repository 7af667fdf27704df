// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.jobs;

import dev.pomona.store.delivery.RetentionStore;
import dev.pomona.store.delivery.RetentionStore.Kind;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// Removes what is older than it must be kept. A verdict that is gone can't be replayed any more,
/// so verdicts are kept longest.
public final class Retention {

    private static final int AT_A_TIME = 5_000;

    /// How long what is kept where nobody says otherwise.
    public static final Map<Kind, Duration> DEFAULT = Map.of(
            Kind.MESSAGES, Duration.ofDays(30),
            Kind.VERDICTS, Duration.ofDays(3 * 365),
            Kind.DEPLOYMENTS, Duration.ofDays(3 * 365),
            Kind.FRESHNESS, Duration.ofDays(400),
            Kind.ANSWER_TIMES, Duration.ofDays(3 * 365),
            Kind.REQUESTS, Duration.ofDays(2));

    private final Database database;
    private final Clock clock;
    private final Map<Kind, Duration> kept;

    /// @param kept how long, for kinds that differ from [#DEFAULT]
    public Retention(Database database, Clock clock, Map<Kind, Duration> kept) {
        this.database = database;
        this.clock = clock;
        this.kept = new EnumMap<>(DEFAULT);
        this.kept.putAll(kept);
    }

    /// Removes all that is too old, in short transactions.
    ///
    /// @return how many rows are gone, by kind
    /// @throws InterruptedException when the thread is to stop; the rest goes the next time
    public Map<Kind, Integer> run() throws InterruptedException {
        var gone = new EnumMap<Kind, Integer>(Kind.class);
        for (Kind kind : Kind.values()) {
            Instant before = clock.instant().minus(kept.get(kind));
            int some;
            do {
                if (Thread.interrupted()) throw new InterruptedException();
                some = database.as(Purpose.RETENTION, tx -> new RetentionStore(tx).remove(kind, before, AT_A_TIME));
                gone.merge(kind, some, Integer::sum);
            } while (some > 0);
        }
        return gone;
    }
}
