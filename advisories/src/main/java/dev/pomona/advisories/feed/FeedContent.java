// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import java.util.List;
import java.util.SortedMap;

/// What a feed holds, whole.
public sealed interface FeedContent {

    /// How many records.
    int size();

    /// @param records each id once, sorted by id; withdrawn ones are among them
    record Advisories(List<Advisory> records) implements FeedContent {
        public Advisories {
            records = List.copyOf(records);
        }

        @Override
        public int size() {
            return records.size();
        }
    }

    /// @param entries sorted by CVE id
    record Exploited(List<Kev> entries) implements FeedContent {
        public Exploited {
            entries = List.copyOf(entries);
        }

        @Override
        public int size() {
            return entries.size();
        }
    }

    /// @param byCve by CVE id
    record Scores(SortedMap<String, Epss> byCve) implements FeedContent {
        @Override
        public int size() {
            return byCve.size();
        }
    }
}
