// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.time.Duration;

/// Waits between attempts. Passed in, so that nothing needs to wait for a test.
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration duration) throws InterruptedException;

    /// Really waits.
    static Sleeper ofThread() {
        return Thread::sleep;
    }
}
