// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.jobs;

import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.delivery.OutboxStore.Delivery;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/// Takes messages out of the outbox and to their receivers, at least once each and in order for
/// each thing they are about. No transaction is open while a message is on its way: what is taken
/// is put off first, so that another node takes it again should this one die.
public final class Deliveries {

    private static final int AT_A_TIME = 100;
    private static final int AT_ONCE = 16;

    /// How long a message may be on its way before another node takes it; above what a sender
    /// waits.
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);

    /// With the waits between them, about a day.
    static final int ATTEMPTS = 16;

    private final Database database;
    private final Sender sender;
    private final Clock clock;
    private final RandomGenerator random;

    /// @param random for the jitter of waits
    public Deliveries(Database database, Sender sender, Clock clock, RandomGenerator random) {
        this.database = database;
        this.sender = sender;
        this.clock = clock;
        this.random = random;
    }

    /// Brings a message to a receiver.
    @FunctionalInterface
    public interface Sender {

        /// How it went.
        sealed interface Outcome {
            record Delivered() implements Outcome {}

            /// @param reason without anything secret
            /// @param isFinal whether trying again makes no sense
            record Failed(String reason, boolean isFinal) implements Outcome {}
        }

        Outcome send(Delivery delivery) throws InterruptedException;
    }

    /// Sends what is due.
    ///
    /// @return how many messages were tried; as long as it is not 0 there may be more
    /// @throws InterruptedException when the thread is to stop; what was on its way is tried again
    ///     later
    public int run() throws InterruptedException {
        Instant now = now();
        database.runAs(Purpose.DELIVERY, tx -> new OutboxStore(tx).dispatch(now, AT_A_TIME));
        List<Delivery> taken =
                database.as(Purpose.DELIVERY, tx -> new OutboxStore(tx).take(now, now.plus(LEASE), AT_A_TIME));
        var room = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (Delivery one : taken) {
                running.add(threads.submit(() -> {
                    room.acquire();
                    try {
                        deliver(one);
                    } finally {
                        room.release();
                    }
                    return true;
                }));
            }
            await(running, threads);
        }
        return taken.size();
    }

    private static void await(List<Future<?>> running, ExecutorService threads) throws InterruptedException {
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException problem) throw problem;
                throw new IllegalStateException("a message could not be sent", e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
    }

    private void deliver(Delivery delivery) throws InterruptedException {
        Sender.Outcome outcome = sender.send(delivery);
        Instant now = now();
        database.runAs(Purpose.DELIVERY, tx -> {
            var outbox = new OutboxStore(tx);
            switch (outcome) {
                case Sender.Outcome.Delivered() -> outbox.delivered(delivery, now);
                case Sender.Outcome.Failed(var reason, var isFinal) -> {
                    if (isFinal || delivery.attempts() + 1 >= ATTEMPTS) outbox.gaveUp(delivery, reason, now);
                    else outbox.failed(delivery, reason, now.plus(pause(delivery.attempts())));
                }
            }
        });
    }

    /// Twice as long after each attempt, shortened by up to half at random.
    private Duration pause(int attempts) {
        long most = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(attempts, 20));
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
