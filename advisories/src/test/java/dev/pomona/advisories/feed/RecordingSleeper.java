// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Notes how long it should have slept, and does not.
public final class RecordingSleeper implements Sleeper {

    private final List<Duration> slept = new ArrayList<>();

    @Override
    public synchronized void sleep(Duration duration) {
        slept.add(duration);
    }

    public synchronized List<Duration> slept() {
        return List.copyOf(slept);
    }
}
