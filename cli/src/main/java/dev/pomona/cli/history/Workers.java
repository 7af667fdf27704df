// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Threads that work while the one that owns them waits. Close it when nobody needs their results any more: it waits
/// until they have ended.
final class Workers implements AutoCloseable {

    private final ExecutorService pool;
    private final int threads;

    Workers(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads);
    }

    int threads() {
        return threads;
    }

    /// Lets one of them work on something; what comes later waits when there is only one.
    <T> Future<T> start(Supplier<T> work) {
        return pool.submit(work::get);
    }

    /// Lets each of them do the same until nothing is left to do, and waits for it.
    ///
    /// @throws InterruptedException when this thread is interrupted; the others are told to end
    void share(Runnable work) throws InterruptedException {
        var runs = new ArrayList<Future<?>>();
        for (int i = 0; i < threads; i++) runs.add(pool.submit(work));
        for (Future<?> run : runs) await(run);
    }

    /// What was started brings, or fails with.
    ///
    /// @throws InterruptedException as [#share]
    <T> T await(Future<T> run) throws InterruptedException {
        try {
            return run.get();
        } catch (InterruptedException e) {
            pool.shutdownNow();
            throw e;
        } catch (ExecutionException e) {
            pool.shutdownNow();
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            if (e.getCause() instanceof Error failure) throw failure;
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
