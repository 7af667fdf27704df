// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where documents are read and judged: a few at a time, and a short line before it. Who finds the line
/// full is asked to come back.
public final class Intake implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ExecutorService pool;
    private final Semaphore places;
    private final int line;

    /// @param threads that work
    /// @param line how many may wait
    public Intake(int threads, int line) {
        this.pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("intake-", 1).daemon().factory());
        this.places = new Semaphore(threads + line);
        this.line = threads + line;
    }

    /// A place in the line, to be given back by [#close()] unless work was begun in it.
    final class Place implements AutoCloseable {

        private final AtomicBoolean isTaken = new AtomicBoolean(true);

        private Place() {}

        /// Does the work when its turn comes.
        <T> Future<T> work(Callable<T> work) {
            if (!isTaken.compareAndSet(true, false)) throw new IllegalStateException("the place is given back");
            try {
                return pool.submit(() -> {
                    try {
                        return work.call();
                    } finally {
                        places.release();
                    }
                });
            } catch (RuntimeException e) {
                places.release();
                throw e;
            }
        }

        @Override
        public void close() {
            if (isTaken.compareAndSet(true, false)) places.release();
        }
    }

    /// @throws ProblemException when the line is full
    Place place() {
        if (!places.tryAcquire()) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "too many documents are waiting; send it again shortly")
                    .retryAfter(Duration.ofSeconds(3));
        }
        return new Place();
    }

    /// Does work in its turn and waits for it, for a while.
    ///
    /// @return empty when it takes longer; it is done all the same
    /// @throws ProblemException when the line is full
    <T> Optional<T> take(Callable<T> work, Duration longest) {
        try (Place place = place()) {
            return Optional.of(place.work(work).get(longest.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException("a document could not be taken", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a document was taken", e);
        }
    }

    /// How many are in it, being read or waiting.
    public int waiting() {
        return line - places.availablePermits();
    }

    /// Ends after what was begun, for a while.
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) pool.shutdownNow();
        } catch (InterruptedException _) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
