// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import java.util.Collections;
import java.util.List;

/// Open findings by severity.
///
/// @param byRank six counts; the rank is the index, 5 is the worst
public record Severities(List<Count> byRank) {

    public static final int RANKS = 6;

    public static final Severities NONE = new Severities(Collections.nCopies(RANKS, Count.NONE));

    public Severities {
        byRank = List.copyOf(byRank);
        if (byRank.size() != RANKS) throw new IllegalArgumentException("six ranks");
    }

    /// From the columns `s0` to `s5`.
    static Severities of(Row row) {
        return new Severities(java.util.stream.IntStream.range(0, RANKS)
                .mapToObj(rank -> new Count(row.integer("s" + rank), false))
                .toList());
    }

    public Count of(int rank) {
        return byRank.get(rank);
    }

    public Count total() {
        return byRank.stream().reduce(Count.NONE, Count::plus);
    }
}
