// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds what has changed since the look before, and when it is time to say that nothing has.
final class Journal {

    /// The kernel's clock and ours drift apart by less.
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private final Duration alive;
    private final Duration full;
    private Map<Instance.Key, Instance> known = new TreeMap<>();
    private Look.@Nullable Host host;
    private Instant toldAt = Instant.EPOCH;
    private Instant fullAt = Instant.EPOCH;
    private boolean wantsFull = true;

    /// @param alive after which something is said although nothing has changed
    /// @param full after which everything is said although nobody asked
    Journal(Duration alive, Duration full) {
        this.alive = alive;
        this.full = full;
    }

    /// An instance, and when it ended; `null` while it runs.
    record Told(Instance instance, @Nullable Instant until) {}

    /// What there is to tell.
    ///
    /// @param isFull whether it names everything that runs
    /// @param host `null` when nothing of it has changed
    record Entry(Instant at, boolean isFull, String environment, Look.@Nullable Host host, List<Told> instances) {

        Entry {
            instances = List.copyOf(instances);
        }
    }

    /// Has the next entry name everything.
    void restart() {
        wantsFull = true;
    }

    /// Empty when there is nothing to tell now.
    Optional<Entry> next(Look look) {
        Map<Instance.Key, Instance> seen = new TreeMap<>();
        for (Instance instance : look.instances()) {
            Instance before = known.get(instance.key());
            Instance told = before != null && isSameStart(before.since(), instance.since())
                    ? instance.startedAt(before.since())
                    : instance;
            seen.putIfAbsent(told.key(), told);
        }
        boolean isFull = wantsFull || !look.at().isBefore(fullAt.plus(full));
        List<Told> told = isFull ? all(seen) : changes(seen, look.at());
        boolean isHostNew = !look.host().equals(host);
        boolean isDue = isFull || !told.isEmpty() || isHostNew || !look.at().isBefore(toldAt.plus(alive));
        if (!isDue) return Optional.empty();
        known = seen;
        host = look.host();
        toldAt = look.at();
        if (isFull) fullAt = look.at();
        wantsFull = false;
        return Optional.of(new Entry(
                look.at(), isFull, look.host().environment(), isFull || isHostNew ? look.host() : null, told));
    }

    private static boolean isSameStart(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(SAME_START) <= 0;
    }

    private static List<Told> all(Map<Instance.Key, Instance> seen) {
        return seen.values().stream().map(instance -> new Told(instance, null)).toList();
    }

    private List<Told> changes(Map<Instance.Key, Instance> seen, Instant at) {
        var changes = new ArrayList<Told>();
        known.forEach((key, before) -> {
            Instance after = seen.get(key);
            if (after == null) changes.add(new Told(before, at));
            else if (!after.since().equals(before.since())) {
                // it ended before it was started again
                changes.add(new Told(before, after.since().isAfter(before.since()) ? after.since() : at));
            }
        });
        seen.forEach((key, after) -> {
            if (!after.equals(known.get(key))) changes.add(new Told(after, null));
        });
        return changes;
    }
}
