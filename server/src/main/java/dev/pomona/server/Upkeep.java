// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.server.estate.Freshness;
import dev.pomona.server.gate.Policies;
import dev.pomona.server.jobs.Deliveries;
import dev.pomona.server.jobs.Removal;
import dev.pomona.server.jobs.Retention;
import dev.pomona.server.lifecycle.Acceptances;
import dev.pomona.server.lifecycle.ServiceLevels;
import dev.pomona.server.ops.Metrics;
import dev.pomona.server.ops.Tracing;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// What must be done again and again: messages delivered, what has expired ended, priorities and counts kept
/// current, what is too old removed. Each node does all of it. Every piece finds out in the database what is
/// left to do, and what a killed node left is taken up by the next.
final class Upkeep implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

    private static final Duration BETWEEN_DELIVERIES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_STATISTICS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_DOCUMENTS = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(20);
    private static final Duration BETWEEN_REMOVALS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(2);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(6);
    private static final Duration GRACE = Duration.ofSeconds(20);
    /// So often a piece of work is asked for more in one round, so that one tenant does not hold up the others.
    private static final int PARTS = 100;

    private static final int PAUSE_AFTER_COUNTING = 20;

    /// @param retention what is kept how long
    /// @param removal takes organisations away that have ended
    /// @param documents reads one that was left, and says whether there was one
    /// @param registries looks at one repository that is due, and says whether there was one
    record Work(
            Deliveries deliveries,
            Policies policies,
            Acceptances acceptances,
            ServiceLevels levels,
            Freshness freshness,
            Retention retention,
            Removal removal,
            Predicate<TenantId> documents,
            Predicate<TenantId> registries) {}

    private final Database database;
    private final Work work;
    private final Clock clock;
    private final Metrics metrics;
    private final Tracing tracing;
    private final List<Thread> threads;
    private final Map<TenantId, Instant> nextCount = new HashMap<>();

    private Upkeep(Database database, Work work, Clock clock, Metrics metrics, Tracing tracing) {
        this.metrics = metrics;
        this.tracing = tracing;
        this.database = database;
        this.work = work;
        this.clock = clock;
        this.threads = List.of(
                thread("deliveries", BETWEEN_DELIVERIES, this::deliver),
                thread("statistics", BETWEEN_STATISTICS, database::renewStatistics),
                thread("documents", BETWEEN_DOCUMENTS, () -> each(work.documents(), "a document")),
                thread("registries", BETWEEN_LOOKS, () -> each(work.registries(), "a registry")),
                thread("upkeep", BETWEEN_ROUNDS, this::round),
                thread("removal", BETWEEN_REMOVALS, () -> work.removal().run()),
                thread("retention", BETWEEN_SWEEPS, () -> work.retention().run()));
    }

    static Upkeep start(Database database, Work work, Clock clock, Metrics metrics, Tracing tracing) {
        var upkeep = new Upkeep(database, work, clock, metrics, tracing);
        upkeep.threads.forEach(Thread::start);
        return upkeep;
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private Thread thread(String name, Duration pause, Task task) {
        return Thread.ofPlatform().name(name).daemon().unstarted(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    timed(name, task);
                    Thread.sleep(pause);
                } catch (InterruptedException _) {
                    return;
                } catch (RuntimeException | Error e) {
                    // an error is no reason to stop for ever, and nobody would notice
                    LOG.log(System.Logger.Level.WARNING, name + " failed and is tried again", e);
                    if (!rests(pause)) return;
                }
            }
        });
    }

    private void timed(String name, Task task) throws InterruptedException {
        long start = System.nanoTime();
        String outcome = "failed";
        // every delivery has a span of its own; a look for some is none
        try (Tracing.Span span = (name.equals("deliveries") ? Tracing.NONE : tracing).job(name)) {
            run(task, span);
            outcome = "done";
        } finally {
            metrics.time(
                    "pomona_job_seconds",
                    "How long one round of a job took on this node.",
                    (System.nanoTime() - start) / 1e9,
                    "kind",
                    name,
                    "outcome",
                    outcome);
        }
    }

    private static void run(Task task, Tracing.Span span) throws InterruptedException {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            span.failed(e);
            throw e;
        }
    }

    private static boolean rests(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void deliver() throws InterruptedException {
        while (work.deliveries().run() > 0) {
            if (Thread.interrupted()) throw new InterruptedException();
        }
    }

    private void each(Predicate<TenantId> one, String what) throws InterruptedException {
        for (TenantId tenant : database.as(Purpose.FEED, tx -> new TenantStore(tx).all())) {
            try {
                for (int i = 0; i < PARTS && one.test(tenant); i++) {
                    if (Thread.interrupted()) throw new InterruptedException();
                }
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, what + " of tenant " + tenant.value() + " could not be read", e);
            }
        }
    }

    /// One tenant's trouble is not another's.
    private void round() throws InterruptedException {
        for (TenantId tenant : database.as(Purpose.FEED, tx -> new TenantStore(tx).all())) {
            try {
                all(tenant, work.acceptances()::expire);
                all(tenant, work.acceptances()::reopen);
                all(tenant, work.policies()::rejudge);
                all(tenant, work.levels()::refresh);
                all(tenant, work.levels()::warn);
                work.freshness().count(tenant);
                count(tenant);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "the upkeep of tenant " + tenant.value() + " failed", e);
            }
            if (Thread.interrupted()) throw new InterruptedException();
        }
    }

    /// Sums go through everything: of many findings they are counted less often, so that counting takes no more than a
    /// twentieth of the time.
    private void count(TenantId tenant) {
        Instant begin = clock.instant();
        if (begin.isBefore(nextCount.getOrDefault(tenant, Instant.MIN))) return;
        database.runInTenant(tenant, tx -> new Tallies(tx).count(begin.truncatedTo(ChronoUnit.MICROS)));
        Instant end = clock.instant();
        nextCount.put(tenant, end.plus(Duration.between(begin, end).multipliedBy(PAUSE_AFTER_COUNTING)));
    }

    /// Until nothing is left, within reason.
    private static void all(TenantId tenant, ToIntFunction<TenantId> part) {
        for (int i = 0; i < PARTS && part.applyAsInt(tenant) > 0; i++) {
            if (Thread.currentThread().isInterrupted()) return;
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) thread.join(GRACE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
