// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.osv.OsvReader;
import dev.pomona.model.advisory.Advisory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gathers OSV records and those that are none. A few unreadable records are named and left out; many mean that
/// something else is wrong, and then the whole batch is refused.
final class RecordBatch {

    private static final int TOLERATED = 10;
    private static final int TOLERATED_PERCENT = 1;
    private static final int NAMED = 20;

    private final TreeMap<String, Advisory> records = new TreeMap<>();
    private final List<String> rejected = new ArrayList<>();
    private int unreadable;

    /// @param name of the file, for messages
    void read(String name, byte[] json, int length) {
        try {
            add(OsvReader.read(json, 0, length));
        } catch (FormatException e) {
            unreadable++;
            if (rejected.size() < NAMED) rejected.add("%s: %s".formatted(name, e.getMessage()));
        }
    }

    void add(Advisory advisory) {
        records.put(advisory.id(), advisory);
    }

    /// When each was last changed, by id.
    Map<String, @Nullable Instant> dates() {
        var dates = new HashMap<String, @Nullable Instant>();
        records.forEach((id, advisory) -> dates.put(id, advisory.modified()));
        return dates;
    }

    /// @param what where the records came from, for messages
    /// @throws FeedException when there is nothing in it, or too much that cannot be read
    void verify(String what) throws FeedException {
        if (records.isEmpty()) {
            String first = rejected.isEmpty() ? "" : ", and what is there cannot be read: " + rejected.getFirst();
            throw new FeedException("%s holds no advisory%s".formatted(what, first));
        }
        long total = (long) records.size() + unreadable;
        if (unreadable > TOLERATED && unreadable * 100L > total * TOLERATED_PERCENT) {
            throw new FeedException("%s: %d of %d records cannot be read, the first: %s"
                    .formatted(what, unreadable, total, rejected.getFirst()));
        }
    }

    FeedContent.Advisories content() {
        return new FeedContent.Advisories(List.copyOf(records.values()));
    }

    /// The date of the newest record; `null` when none has one.
    @Nullable
    Instant newest() {
        return newest(dates().values());
    }

    static @Nullable Instant newest(Collection<@Nullable Instant> dates) {
        Instant newest = null;
        for (Instant date : dates) {
            if (date != null && (newest == null || date.isAfter(newest))) newest = date;
        }
        return newest;
    }

    List<String> rejected() {
        if (unreadable <= rejected.size()) return List.copyOf(rejected);
        var all = new ArrayList<>(rejected);
        all.add("and %d more".formatted(unreadable - rejected.size()));
        return List.copyOf(all);
    }
}
