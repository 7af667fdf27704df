// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.scan.api.PackageSource;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScanTimeoutException;
import java.util.function.Function;

/// One call of a scanner while it runs: what the scanner sees of it, and what the watchdog does to it.
final class ScannerCall implements ScanContext {

    private final int scanner;
    private final String path;
    private final Thread thread = Thread.currentThread();
    private final long deadline;
    private final Stop stop;
    private final Function<Ecosystem, PackageSource> packages;
    private boolean ended;

    /// @param path of the file it is about; empty when it is about several
    ScannerCall(int scanner, String path, long limitNanos, Stop stop, Function<Ecosystem, PackageSource> packages) {
        this.scanner = scanner;
        this.path = path;
        this.deadline = System.nanoTime() + Math.min(limitNanos, Long.MAX_VALUE / 4);
        this.stop = stop;
        this.packages = packages;
    }

    int scanner() {
        return scanner;
    }

    String path() {
        return path;
    }

    /// By how much its time is over, in nanoseconds; negative while it is not.
    long overtime() {
        long now = System.nanoTime();
        if (stop.isCancelled()) return Math.max(0, now - deadline);
        return Math.max(now - deadline, now - stop.deadline());
    }

    @Override
    public void checkTime() {
        if (stop.isStopped() || System.nanoTime() - deadline >= 0) {
            throw new ScanTimeoutException("the scanner's time is up");
        }
    }

    @Override
    public PackageSource packageSource(Ecosystem ecosystem) {
        return packages.apply(ecosystem);
    }

    /// Wakes the scanner if it waits for something; does nothing once the call has ended.
    synchronized void interrupt() {
        if (!ended) thread.interrupt();
    }

    /// Ends the call; nothing of the interruption remains.
    synchronized void end() {
        ended = true;
        var _ = Thread.interrupted();
    }
}
