// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.index.AdvisorySegment;
import dev.pomona.advisories.index.Segment;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.component.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one source has said, opened: a segment, and beside it what has changed since.
///
/// Any method may throw [dev.pomona.advisories.index.CorruptSegmentException] when it meets a damaged block.
final class SourceData {

    private final Segment base;
    private final List<Segment> segments;
    private final SortedSet<String> touched;
    private final @Nullable AdvisorySegment changes;

    private SourceData(Segment base) {
        this.base = base;
        this.segments = List.of(base);
        this.touched = new TreeSet<>();
        this.changes = null;
    }

    private SourceData(AdvisorySegment base, AdvisorySegment changes, List<String> removed) {
        this.base = base;
        this.touched = new TreeSet<>(changes.dates().keySet());
        touched.addAll(removed);
        this.segments = List.of(base.without(touched), changes);
        this.changes = changes;
    }

    /// @param files of segments, by their digests
    /// @throws IOException when one of its segments can't be read at all, or they don't fit together
    static SourceData open(SnapshotDescription.Source source, Function<String, Path> files) throws IOException {
        Segment base = Segment.open(files.apply(source.segment()));
        SnapshotDescription.Changes changes = source.changes();
        if (changes == null) return new SourceData(base);
        Segment changed = Segment.open(files.apply(changes.segment()));
        if (!(base instanceof AdvisorySegment from) || !(changed instanceof AdvisorySegment to)) {
            throw new IOException("%s has changes to what is no list of advisories".formatted(source.name()));
        }
        return new SourceData(from, to, changes.removed());
    }

    /// As a look-up needs them: no record is in two of them.
    List<Segment> segments() {
        return segments;
    }

    Segment base() {
        return base;
    }

    /// The ids that have changed or gone since the base was made, sorted.
    Set<String> touched() {
        return touched;
    }

    int size() {
        return segments.stream().mapToInt(Segment::size).sum();
    }

    /// How many records there would be with other changes to the same base.
    ///
    /// @param changed ids of those that come or change
    /// @param gone ids of those that go
    int size(Set<String> changed, Set<String> gone) {
        var touched = new TreeSet<>(changed);
        touched.addAll(gone);
        int left = base instanceof AdvisorySegment all ? all.without(touched).size() : base.size();
        return left + changed.size();
    }

    private Stream<AdvisorySegment> ofAdvisories() {
        return segments.stream().filter(AdvisorySegment.class::isInstance).map(AdvisorySegment.class::cast);
    }

    /// Empty when the source is of something else.
    List<Advisory> advisories() {
        return ofAdvisories().flatMap(AdvisorySegment::advisories).toList();
    }

    /// What has changed since the base was made, as it is now.
    List<Advisory> changed() {
        return changes == null ? List.of() : changes.advisories().toList();
    }

    /// See [AdvisorySegment#dates()].
    Map<String, @Nullable Instant> dates() {
        var dates = new HashMap<String, @Nullable Instant>();
        ofAdvisories().forEach(segment -> dates.putAll(segment.dates()));
        return dates;
    }

    /// See [AdvisorySegment#digests()].
    ///
    /// @param ids of the records that are asked for; `null` for all
    Map<String, Digest> digests(@Nullable Set<String> ids) {
        var digests = new HashMap<String, Digest>();
        ofAdvisories().forEach(segment -> digests.putAll(ids == null ? segment.digests() : segment.digests(ids)));
        return digests;
    }

    /// See [AdvisorySegment#find].
    Optional<Advisory> find(String sourceAndId) {
        return ofAdvisories()
                .flatMap(segment -> segment.find(sourceAndId).stream())
                .findFirst();
    }
}
