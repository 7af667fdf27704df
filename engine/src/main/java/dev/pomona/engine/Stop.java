// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.scan.api.ScanTimeoutException;
import java.time.Duration;

/// Whether a scan is to end early, and why.
final class Stop {

    private final long deadline;
    private volatile boolean cancelled;

    Stop(Duration timeout) {
        long now = System.nanoTime();
        this.deadline = now + Math.min(timeout.toNanos(), Long.MAX_VALUE / 4);
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /// As [System#nanoTime] counts.
    long deadline() {
        return deadline;
    }

    boolean isStopped() {
        return cancelled || System.nanoTime() - deadline >= 0;
    }

    /// @throws ScanTimeoutException when the scan is to end
    void check() {
        if (isStopped()) throw new ScanTimeoutException("the scan is to end");
    }
}
