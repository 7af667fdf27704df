// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.content;

/// Bounds the memory that copies of large contents take, over all threads.
///
/// A thread holds one share at a time and waits for it while it holds none, so nobody can wait in a circle.
/// What is refused depends on its size alone, never on what others do: results stay the same.
public final class CopyBudget {

    private final long total;
    private final boolean waits;
    private long held;

    private CopyBudget(long total, boolean waits) {
        this.total = total;
        this.waits = waits;
    }

    /// One whose shares never exceed it together.
    public static CopyBudget shared(long total) {
        return new CopyBudget(total, true);
    }

    /// One that only refuses what is too large by itself: for who holds several copies at a time on its own
    /// account.
    public static CopyBudget each(long total) {
        return new CopyBudget(total, false);
    }

    /// A share that was given and must be given back.
    public final class Share implements AutoCloseable {
        private long bytes;

        private Share(long bytes) {
            this.bytes = bytes;
        }

        /// Gives the share back; a second time does nothing.
        @Override
        public void close() {
            synchronized (CopyBudget.this) {
                held -= bytes;
                bytes = 0;
                CopyBudget.this.notifyAll();
            }
        }
    }

    /// Whether a share of this size can ever be had.
    public boolean allows(long bytes) {
        return bytes <= total;
    }

    /// Waits until the share can be had.
    ///
    /// @throws LimitException when it is larger than the whole budget, or the wait was interrupted
    public synchronized Share take(long bytes) {
        if (!allows(bytes)) throw new LimitException("too large to be held in the memory allowed");
        while (waits && held + bytes > total) {
            try {
                wait();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new LimitException("stopped while waiting for memory");
            }
        }
        held += bytes;
        return new Share(bytes);
    }
}
