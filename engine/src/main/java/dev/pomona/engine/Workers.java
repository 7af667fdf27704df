// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Threads that work off a bounded queue, and a watchdog over the scanners they call. A thread that a scanner
/// does not give back is replaced, so that a scan always ends.
final class Workers implements AutoCloseable {

    /// How long a scanner may go on after its time, first by itself, then interrupted.
    private static final long GRACE = Duration.ofMillis(200).toNanos();

    private static final long LAST_GRACE = Duration.ofMillis(1200).toNanos();
    private static final Duration WATCH = Duration.ofMillis(20);
    private static final int QUEUED_PER_THREAD = 64;

    /// Something to do.
    interface Work {
        void run(Worker worker);

        /// The call did not end: its thread is lost, and this work is on it.
        ///
        /// @return what to do in its place; `null` for nothing
        @Nullable
        Work givenUp(ScannerCall call);
    }

    private final Stop stop;
    private final int limit;
    private final ArrayDeque<Work> queue = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private final Thread watchdog;
    private int pending;
    private boolean closed;
    private @Nullable Throwable failure;

    Workers(int threads, Stop stop) {
        this.stop = stop;
        this.limit = threads * QUEUED_PER_THREAD;
        for (int i = 0; i < threads; i++) workers.add(new Worker());
        workers.forEach(worker -> worker.thread.start());
        this.watchdog = Thread.ofPlatform().daemon().name("pomona-watchdog").start(this::watch);
    }

    /// Queues work, waiting while there is a lot.
    synchronized void submit(Work work) throws InterruptedException {
        while (queue.size() >= limit) wait();
        pending++;
        queue.addLast(work);
        notifyAll();
    }

    /// Waits until all work is done.
    ///
    /// @throws IllegalStateException when work failed in a way it should not
    synchronized void awaitIdle() throws InterruptedException {
        while (pending > 0) wait();
        if (failure != null) throw new IllegalStateException("the engine failed", failure);
    }

    /// Ends all threads; those that are given up end when their scanner lets them.
    @Override
    public void close() {
        List<Worker> all;
        synchronized (this) {
            closed = true;
            queue.clear();
            all = List.copyOf(workers);
            notifyAll();
        }
        watchdog.interrupt();
        boolean interrupted = false;
        for (Worker worker : all) {
            try {
                worker.thread.join(WATCH.multipliedBy(100));
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private synchronized @Nullable Work take() throws InterruptedException {
        while (queue.isEmpty() && !closed) wait();
        var work = queue.pollFirst();
        notifyAll();
        return work;
    }

    private synchronized void done(@Nullable Throwable thrown) {
        if (failure == null) failure = thrown;
        pending--;
        notifyAll();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(WATCH);
                List<Worker> now;
                synchronized (this) {
                    if (closed) return;
                    now = List.copyOf(workers);
                }
                now.forEach(Worker::watch);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private synchronized void replace(Worker lost, Work work, ScannerCall call) {
        workers.remove(lost);
        var instead = new Worker();
        workers.add(instead);
        instead.thread.start();
        var next = work.givenUp(call);
        if (next == null) done(null);
        else queue.addFirst(next);
        notifyAll();
    }

    /// One thread.
    final class Worker {
        private final Thread thread =
                Thread.ofPlatform().daemon().name("pomona-worker").unstarted(this::loop);
        private @Nullable Work work;
        private @Nullable ScannerCall call;
        private boolean lost;

        private void loop() {
            try {
                for (var next = take(); next != null; next = take()) {
                    if (!run(next)) return;
                }
            } catch (InterruptedException _) {
                // Nobody interrupts a worker but to end a call.
            }
        }

        /// Whether the thread is still wanted.
        private boolean run(Work next) {
            synchronized (this) {
                work = next;
            }
            Throwable thrown = null;
            try {
                next.run(this);
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
            synchronized (this) {
                if (lost) return false;
                work = null;
            }
            done(thrown);
            return true;
        }

        /// Runs a scanner under the eye of the watchdog.
        void call(ScannerCall newCall, Runnable body) {
            synchronized (this) {
                call = newCall;
            }
            try {
                body.run();
            } finally {
                synchronized (this) {
                    call = null;
                }
                newCall.end();
            }
        }

        /// Hands over what was worked out, unless the thread was given up meanwhile.
        synchronized void commit(Runnable results) {
            if (!lost) results.run();
        }

        private void watch() {
            ScannerCall lostCall;
            Work lostWork;
            synchronized (this) {
                if (call == null || work == null || lost) return;
                long overtime = stop.isCancelled() ? call.overtime() + GRACE : call.overtime();
                if (overtime < GRACE) return;
                call.interrupt();
                if (overtime < LAST_GRACE && !stop.isCancelled()) return;
                lost = true;
                lostCall = call;
                lostWork = work;
            }
            replace(this, lostWork, lostCall);
        }
    }
}
