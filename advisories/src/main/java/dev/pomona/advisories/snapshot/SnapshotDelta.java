// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.index.AdvisorySegment;
import dev.pomona.advisories.index.CorruptSegmentException;
import dev.pomona.advisories.index.EpssSegment;
import dev.pomona.advisories.index.KevSegment;
import dev.pomona.advisories.index.Segment;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.component.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is different between two snapshots. Sources whose data are the same are not looked at, of those whose changes
/// alone are others only these are, and of all others only the records that differ are read.
///
/// @param changes advisories that came, changed or went, by source and id
/// @param exploited CVE ids that came to or left the catalogue of exploited vulnerabilities, or changed in it
/// @param scored CVE ids whose EPSS score came, changed or went
public record SnapshotDelta(List<Change> changes, SortedSet<String> exploited, SortedSet<String> scored) {

    public SnapshotDelta {
        changes = List.copyOf(changes);
    }

    /// @param before as it was; `null` when it is new
    /// @param after as it is; `null` when it is gone
    public record Change(
            @Nullable Advisory before, @Nullable Advisory after) {

        public Change {
            if (before == null && after == null) throw new IllegalArgumentException("nothing became nothing");
        }

        /// As it is, or as it was last.
        public Advisory latest() {
            return Objects.requireNonNullElseGet(after, () -> Objects.requireNonNull(before));
        }
    }

    public boolean isEmpty() {
        return changes.isEmpty() && exploited.isEmpty() && scored.isEmpty();
    }

    /// @param before `null` when there was none: then everything is new
    /// @throws SnapshotException when a segment is missing or damaged
    public static SnapshotDelta between(@Nullable Snapshot before, Snapshot after) {
        Map<String, SnapshotDescription.Source> old = before == null ? Map.of() : before.bySource();
        Map<String, SnapshotDescription.Source> now = after.bySource();
        var names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        var building = new Building();
        for (String name : names) {
            var one = old.get(name);
            var other = now.get(name);
            if (one != null && other != null && one.version().equals(other.version())) continue;
            try {
                building.compare(
                        one == null || before == null ? null : before.data(one),
                        other == null ? null : after.data(other));
            } catch (CorruptSegmentException e) {
                throw new SnapshotException("%s; update the advisory data to mend it".formatted(e.getMessage()), e);
            }
        }
        return new SnapshotDelta(List.copyOf(building.changes.values()), building.exploited, building.scored);
    }

    private static final class Building {

        private final Map<String, Change> changes = new TreeMap<>();
        private final SortedSet<String> exploited = new TreeSet<>();
        private final SortedSet<String> scored = new TreeSet<>();

        void compare(@Nullable SourceData before, @Nullable SourceData after) {
            Segment either = (after == null ? Objects.requireNonNull(before) : after).base();
            switch (either) {
                case AdvisorySegment _ -> advisories(before, after);
                case KevSegment _ ->
                    values(
                            before == null ? Map.of() : ((KevSegment) before.base()).all(),
                            after == null ? Map.of() : ((KevSegment) after.base()).all(),
                            exploited);
                case EpssSegment _ ->
                    values(
                            before == null ? Map.of() : ((EpssSegment) before.base()).all(),
                            after == null ? Map.of() : ((EpssSegment) after.base()).all(),
                            scored);
            }
        }

        /// The ids that may differ; `null` when that may be any.
        private static @Nullable Set<String> suspects(@Nullable SourceData before, @Nullable SourceData after) {
            if (before == null
                    || after == null
                    || !before.base().content().equals(after.base().content())) {
                return null;
            }
            var ids = new TreeSet<>(before.touched());
            ids.addAll(after.touched());
            return ids;
        }

        /// A record may move from one source's segment to another's: then it went here and came there.
        private void advisories(@Nullable SourceData before, @Nullable SourceData after) {
            Set<String> ids = suspects(before, after);
            Map<String, Digest> old = before == null ? Map.of() : before.digests(ids);
            Map<String, Digest> now = after == null ? Map.of() : after.digests(ids);
            var differing = new ArrayList<String>();
            old.forEach((key, digest) -> {
                if (!digest.equals(now.get(key))) differing.add(key);
            });
            now.keySet().stream().filter(key -> !old.containsKey(key)).forEach(differing::add);
            for (String key : differing) {
                Advisory was = before == null ? null : before.find(key).orElse(null);
                Advisory is = after == null ? null : after.find(key).orElse(null);
                changes.merge(key, new Change(was, is), Building::joined);
            }
        }

        private static Change joined(Change one, Change other) {
            return new Change(
                    one.before() == null ? other.before() : one.before(),
                    one.after() == null ? other.after() : one.after());
        }

        private static <V> void values(Map<String, V> before, Map<String, V> after, SortedSet<String> into) {
            var rest = new HashMap<>(before);
            after.forEach((key, value) -> {
                if (!value.equals(rest.remove(key))) into.add(key);
            });
            into.addAll(rest.keySet());
        }
    }
}
