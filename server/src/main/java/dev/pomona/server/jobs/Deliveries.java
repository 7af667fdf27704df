// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.jobs;

import dev.pomona.store.delivery.OutboxStore;
import dev.pomona.store.delivery.OutboxStore.Delivery;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/// Takes messages out of the outbox and to their receivers, at least once each and in order for
/// each thing they are about. No transaction is open while a message is on its way: what is taken
/// is put off first and again and again, so that another node takes it soon should this one die.
public final class Deliveries {

    private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());
    private static final int AT_A_TIME = 100;
    private static final int AT_ONCE = 16;

    /// For how long a message is taken, and again as long as it is on its way: so long after a node was killed another
    /// takes it.
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(5);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);

    /// With the waits between them, about a day.
    static final int ATTEMPTS = 16;

    private final Database database;
    private final Sender sender;
    private final Clock clock;
    private final RandomGenerator random;
    private final Duration betweenRenewals;

    /// @param random for the jitter of waits
    public Deliveries(Database database, Sender sender, Clock clock, RandomGenerator random) {
        this(database, sender, clock, random, BETWEEN_RENEWALS);
    }

    Deliveries(Database database, Sender sender, Clock clock, RandomGenerator random, Duration betweenRenewals) {
        this.database = database;
        this.sender = sender;
        this.clock = clock;
        this.random = random;
        this.betweenRenewals = betweenRenewals;
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
        Set<Delivery> left = ConcurrentHashMap.newKeySet();
        left.addAll(taken);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                var _ = new Renewal(left)) {
            var running = new ArrayList<Future<?>>();
            for (Delivery one : taken) {
                running.add(threads.submit(() -> {
                    room.acquire();
                    try {
                        deliver(one);
                    } finally {
                        left.remove(one);
                        room.release();
                    }
                    return true;
                }));
            }
            await(running, threads);
        }
        return taken.size();
    }

    /// Keeps what is taken from others for as long as it is not dealt with.
    private final class Renewal implements AutoCloseable {

        private final Set<Delivery> left;
        private final Thread thread;

        Renewal(Set<Delivery> left) {
            this.left = left;
            this.thread = Thread.ofVirtual().name("renewal").start(this::run);
        }

        private void run() {
            try {
                while (true) {
                    Thread.sleep(betweenRenewals);
                    renew(List.copyOf(left));
                }
            } catch (InterruptedException _) {
                // all is dealt with, or whoever takes it up is to be told by the time
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    /// A message that could not be kept may go twice, as receivers know.
    private void renew(List<Delivery> left) {
        if (left.isEmpty()) return;
        Instant until = now().plus(LEASE);
        try {
            database.runAs(Purpose.DELIVERY, tx -> new OutboxStore(tx).renew(left, until));
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "messages on their way could not be kept from other nodes", e);
        }
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
