// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import dev.pomona.cli.terminal.Terminal;
import dev.pomona.engine.Progress;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// A line on the terminal that says how far the scan is; drawn ten times a second at most, gone at the end.
final class ProgressBar implements Progress, AutoCloseable {

    private static final long REDRAW_NANOS = 100_000_000;
    private static final int CELLS = 24;

    private final Terminal terminal;
    private final boolean isShown;
    private final AtomicLong nextDraw = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean isDrawn;

    ProgressBar(Terminal terminal, boolean isShown) {
        this.terminal = terminal;
        this.isShown = isShown;
    }

    @Override
    public void phase(Phase phase) {
        if (!isShown) return;
        switch (phase) {
            case READING -> {}
            case RESOLVING -> draw("resolving components");
            case DONE -> close();
        }
    }

    @Override
    public void files(long found, long done) {
        if (!isShown) return;
        long now = System.nanoTime();
        long due = nextDraw.get();
        if (now < due || !nextDraw.compareAndSet(due, now + REDRAW_NANOS)) return;
        int filled = found == 0 ? 0 : (int) (CELLS * done / found);
        draw("%s%s %s of %s files"
                .formatted("█".repeat(filled), "░".repeat(CELLS - filled), number(done), number(found)));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private synchronized void draw(String text) {
        terminal.err().print("\r\u001b[2K" + text);
        terminal.err().flush();
        isDrawn = true;
    }

    @Override
    public synchronized void close() {
        if (!isDrawn) return;
        terminal.err().print("\r\u001b[2K");
        terminal.err().flush();
        isDrawn = false;
    }
}
