// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.util.ArrayList;
import java.util.List;

/// What it took to read one feed: bytes received and everything that had to be tried again. Used by one thread.
public final class Transfer {

    private final List<String> retries = new ArrayList<>();
    private long bytes;

    /// Bytes read from the source, unsuccessful attempts included.
    public long bytes() {
        return bytes;
    }

    /// One sentence for each attempt that was repeated, in the order of time.
    public List<String> retries() {
        return List.copyOf(retries);
    }

    void received(long more) {
        bytes += more;
    }

    void retried(String what) {
        retries.add(what);
    }
}
