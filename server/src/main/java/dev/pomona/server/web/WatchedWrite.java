// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes to one connection, one after the other, that somebody else may end when one takes too long. Whoever waits in
/// a write to a socket and is interrupted finds it closed; in anything else nobody is ever interrupted.
final class WatchedWrite {

    private final Duration grace;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread writer;
    private long began;
    private boolean isEnded;

    WatchedWrite(Duration grace) {
        this.grace = grace;
    }

    void run(Runnable write) {
        begin();
        try {
            write.run();
        } finally {
            end();
        }
    }

    private void begin() {
        lock.lock();
        try {
            writer = Thread.currentThread();
            began = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /// An interrupt that came just as the write was over is for nobody else.
    private void end() {
        lock.lock();
        try {
            writer = null;
            if (isEnded) Thread.interrupted();
            isEnded = false;
        } finally {
            lock.unlock();
        }
    }

    void endWhenTooSlow() {
        lock.lock();
        try {
            Thread now = writer;
            if (now == null || System.nanoTime() - began <= grace.toNanos()) return;
            isEnded = true;
            now.interrupt();
        } finally {
            lock.unlock();
        }
    }
}
