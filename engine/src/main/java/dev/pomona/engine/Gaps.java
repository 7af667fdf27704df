// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.model.report.Gap;
import java.util.Collection;
import java.util.TreeSet;

/// Gaps of one source, sorted; beyond a number only that there are more, so that a hostile archive can't fill
/// the memory with complaints. Safe for several threads.
final class Gaps {

    private static final int MOST = 1000;

    private final TreeSet<Gap> gaps = new TreeSet<>();
    private final String path;
    private boolean more;

    /// @param path where to say that there are more
    Gaps(String path) {
        this.path = path;
    }

    synchronized void add(Gap gap) {
        gaps.add(gap);
        if (gaps.size() > MOST) {
            // Dropping the last keeps the same ones whatever the order they came in.
            gaps.pollLast();
            more = true;
        }
    }

    synchronized Collection<Gap> all() {
        var all = new TreeSet<>(gaps);
        if (more)
            all.add(new Gap(Gap.Kind.LIMIT, path, "more than %d gaps; the others are not listed".formatted(MOST)));
        return all;
    }

    synchronized boolean isEmpty() {
        return gaps.isEmpty();
    }
}
