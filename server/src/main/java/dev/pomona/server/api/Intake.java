// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Where documents are read and judged: as many at a time as there are processors, and a short line
/// before it. Who finds the line full is asked to come back.
public final class Intake implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final ThreadPoolExecutor pool;

    /// @param threads that work
    /// @param line how many may wait
    public Intake(int threads, int line) {
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(line),
                Thread.ofPlatform().name("intake-", 1).daemon().factory());
    }

    /// @throws ProblemException when the line is full
    <T> Future<T> take(Callable<T> work) {
        try {
            return pool.submit(work);
        } catch (RejectedExecutionException _) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "too many documents are waiting; send it again shortly")
                    .retryAfter(Duration.ofSeconds(3));
        }
    }

    /// How many wait.
    public int waiting() {
        return pool.getQueue().size();
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
