// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.Clue;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Clues of one scanner, sorted; beyond a number only that there are more. For one thread at a time.
final class Clues {

    private static final int MOST = 100_000;

    private final TreeSet<Clue> clues = new TreeSet<>();
    private boolean more;

    void add(Clue clue) {
        clues.add(clue);
        if (clues.size() > MOST) {
            // Dropping the last keeps the same ones whatever the order they came in.
            clues.pollLast();
            more = true;
        }
    }

    List<Clue> all() {
        return List.copyOf(clues);
    }

    boolean isEmpty() {
        return clues.isEmpty();
    }

    /// That some were dropped, if any were.
    Optional<Gap> gap() {
        if (!more) return Optional.empty();
        return Optional.of(new Gap(
                Gap.Kind.LIMIT,
                "",
                "more than %d of what tells more about findings in other files; the rest is left out of account"
                        .formatted(MOST)));
    }
}
