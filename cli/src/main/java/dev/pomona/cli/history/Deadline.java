// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.scan.ScanSettings;
import dev.pomona.scan.api.ScanTimeoutException;
import java.time.Duration;

/// The time that a whole run may take.
final class Deadline {

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        long nanos = time.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 4 : time.toNanos();
        return new Deadline(System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 4));
    }

    /// That of a command.
    static Deadline of(Invocation invocation) {
        return in(invocation.settings().duration(ScanSettings.TIMEOUT).orElse(Duration.ofMinutes(10)));
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    /// @throws ScanTimeoutException when it is over, or the thread is interrupted
    void check() {
        if (isOver() || Thread.currentThread().isInterrupted()) throw new ScanTimeoutException("the time is up");
    }
}
