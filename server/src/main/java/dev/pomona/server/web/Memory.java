// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Memory that large bodies share. Who finds none left waits for a moment and is then asked to come
/// back: many large uploads at a time must not take the memory that everything else needs.
public final class Memory {

    private static final int UNIT = 1 << 16;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Semaphore units;
    private final int all;

    /// @param bytes that may be held at a time
    public Memory(long bytes) {
        this.all = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
        this.units = new Semaphore(all, true);
    }

    /// What one request holds; given back when it is closed.
    public final class Share implements AutoCloseable {

        private int taken;

        private Share() {}

        /// Grows to hold this much.
        ///
        /// @throws ProblemException when there is none left, or so much there never is
        public void grow(long bytes) {
            long units = (bytes + UNIT - 1) / UNIT;
            if (units > all) {
                throw new ProblemException(ProblemType.TOO_LARGE, "the body is larger than this server has room for");
            }
            take((int) units);
        }

        private void take(int wanted) {
            if (wanted <= taken) return;
            try {
                // who holds some already must not wait for others who do the same
                boolean isGiven = taken == 0
                        ? units.tryAcquire(wanted, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        : units.tryAcquire(wanted - taken);
                if (!isGiven) throw none();
                taken = wanted;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw none();
            }
        }

        private static ProblemException none() {
            return new ProblemException(
                            ProblemType.UNAVAILABLE, "too many large requests are being handled; try again shortly")
                    .retryAfter(Duration.ofSeconds(5));
        }

        @Override
        public void close() {
            units.release(taken);
            taken = 0;
        }
    }

    public Share share() {
        return new Share();
    }
}
