// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.estate.FreshnessStore.Aged;
import dev.pomona.store.estate.FreshnessStore.Day;
import dev.pomona.store.estate.FreshnessStore.Measure;
import dev.pomona.store.estate.FreshnessStore.Position;
import dev.pomona.store.estate.FreshnessStore.Thing;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How fresh hosts and instances are: *reverse uptime* (the time since it booted or started) and
/// *image age* (the time since the image that it starts from was last built). What to replace next
/// follows from both.
public final class Freshness {

    /// As many as a page may have.
    public static final int MOST = 200;

    private static final int MOST_STANDINGS = 10_000;

    private final Database database;
    private final Clock clock;

    public Freshness(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Something, how old it is by a measure, and whether that is more than its environment allows.
    public record Age(Aged thing, Measure measure, Duration age, boolean isOverLimit) {}

    /// @param next where the next page begins; `null` when this is the last
    public record Page(List<Age> worst, @Nullable Position next) {

        public Page {
            worst = List.copyOf(worst);
        }
    }

    /// The oldest first.
    ///
    /// @param after [Position#START] for the first page
    public Page worst(TenantId tenant, Thing thing, Measure measure, Position after, int most) {
        if (most < 1 || most > MOST) throw new IllegalArgumentException("1 to %d things, not %d".formatted(MOST, most));
        Instant now = now();
        List<Aged> found =
                database.inTenant(tenant, tx -> new FreshnessStore(tx).worst(thing, measure, after, most + 1));
        List<Age> page =
                found.stream().limit(most).map(each -> age(each, measure, now)).toList();
        Aged last = found.size() > most ? found.get(most - 1) : null;
        return new Page(page, last == null ? null : new Position(last.since(), last.id()));
    }

    /// What to replace next: whatever is furthest above a limit of its environment, relative to the
    /// limit, then the rest by age.
    public List<Age> replaceNext(TenantId tenant, int most) {
        Instant now = now();
        return database.inTenant(tenant, tx -> replaceNext(tx, most, now));
    }

    /// As [#replaceNext(TenantId, int)], in a transaction and at a time.
    public static List<Age> replaceNext(Tx tx, int most, Instant now) {
        if (most < 1 || most > MOST) throw new IllegalArgumentException("1 to %d things, not %d".formatted(MOST, most));
        var all = new ArrayList<Age>();
        var store = new FreshnessStore(tx);
        for (Thing thing : Thing.values()) {
            for (Measure measure : Measure.values()) {
                store.worst(thing, measure, Position.START, most).forEach(each -> all.add(age(each, measure, now)));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(Freshness::excess)
                        .reversed()
                        .thenComparing(Age::age, Comparator.reverseOrder())
                        .thenComparing(age -> age.thing().name())
                        .thenComparingLong(age -> age.thing().id()))
                .limit(most)
                .toList();
    }

    /// How things are in an environment, as counted last, and how they were on the days before, in
    /// order.
    public List<Day> trend(TenantId tenant, String environment, Thing thing, Measure measure, int days) {
        LocalDate from = LocalDate.ofInstant(now(), ZoneOffset.UTC).minusDays(Math.clamp(days, 1, 400) - 1L);
        return database.inTenant(tenant, tx -> new FreshnessStore(tx).trend(environment, thing, measure, from));
    }

    /// How each environment of every tenant stood when it was counted last: the source of metrics.
    public List<FreshnessStore.Standing> standings() {
        return database.as(Purpose.METRICS, tx -> new FreshnessStore(tx).standings(MOST_STANDINGS));
    }

    /// Counts how fresh everything is and keeps it as today's. For a job, about once an hour.
    public void count(TenantId tenant) {
        Instant now = now();
        database.runInTenant(tenant, tx -> {
            var store = new FreshnessStore(tx);
            store.keepDay(LocalDate.ofInstant(now, ZoneOffset.UTC), now);
            store.keepImages(now);
        });
    }

    private static double excess(Age age) {
        Duration limit = age.thing().limit();
        if (limit == null || !age.isOverLimit()) return 0;
        return (double) age.age().toSeconds() / Math.max(1, limit.toSeconds());
    }

    private static Age age(Aged thing, Measure measure, Instant now) {
        Duration age = thing.since().isAfter(now) ? Duration.ZERO : Duration.between(thing.since(), now);
        Duration limit = thing.limit();
        return new Age(thing, measure, age, limit != null && age.compareTo(limit) > 0);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
