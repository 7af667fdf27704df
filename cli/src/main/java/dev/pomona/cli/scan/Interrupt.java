// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

/// Does something when the person presses Ctrl-C while it is open.
final class Interrupt implements AutoCloseable {

    private final Thread hook;

    private Interrupt(Runnable action) {
        this.hook = Thread.ofPlatform().name("interrupt").unstarted(action);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    static Interrupt calling(Runnable action) {
        return new Interrupt(action);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the program is ending already: the hook runs or has run
        }
    }
}
