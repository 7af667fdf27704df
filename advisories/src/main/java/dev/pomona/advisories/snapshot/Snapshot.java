// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.snapshot;

import dev.pomona.advisories.feed.AdvisoryFeed;
import dev.pomona.advisories.index.AdvisoryIndex;
import dev.pomona.advisories.index.AdvisorySegment;
import dev.pomona.advisories.index.CorruptSegmentException;
import dev.pomona.advisories.index.Segment;
import dev.pomona.model.report.DataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One immutable state of the advisory data. Stays readable while newer ones replace it.
public final class Snapshot {

    private final String id;
    private final SnapshotDescription description;
    private final Function<String, Path> files;
    private final Map<String, Instant> confirmed;
    private @Nullable AdvisoryIndex index;

    /// @param files of segments, by their digests
    /// @param confirmed when each source's data was last confirmed, by the source's name
    Snapshot(SnapshotDescription description, Function<String, Path> files, Map<String, Instant> confirmed) {
        this.id = description.id();
        this.description = description;
        this.files = files;
        this.confirmed = Map.copyOf(confirmed);
    }

    /// SHA-256 over what is in it, in hex: the same data have the same id on every machine, as long as changes are not
    /// kept beside them (see [Layers]).
    public String id() {
        return id;
    }

    /// Whether this is only what came with the program: far from everything that is known.
    public boolean isStarter() {
        return description.sources().stream().allMatch(source -> source.name().equals(SnapshotStore.STARTER));
    }

    /// What it rests on, sorted by name.
    public List<DataSource> sources() {
        return description.sources().stream()
                .map(source ->
                        new DataSource(source.name(), source.newest(), confirmed.get(source.name()), source.records()))
                .toList();
    }

    /// Look-ups. Opened on first use, then kept.
    ///
    /// @throws SnapshotException when a segment is missing or damaged
    public synchronized AdvisoryIndex index() {
        if (index == null) index = open();
        return index;
    }

    private AdvisoryIndex open() {
        var segments = new ArrayList<Segment>();
        var covered = new TreeSet<String>();
        for (SnapshotDescription.Source source : description.sources()) {
            List<Segment> some = data(source).segments();
            segments.addAll(some);
            if (source.name().startsWith(AdvisoryFeed.ONE_ECOSYSTEM)) {
                covered.add(source.name().substring(AdvisoryFeed.ONE_ECOSYSTEM.length()));
            } else {
                for (Segment segment : some) {
                    if (segment instanceof AdvisorySegment advisories) covered.addAll(advisories.ecosystems());
                }
            }
        }
        return AdvisoryIndex.of(segments, covered);
    }

    /// Opens what one of its sources has said.
    ///
    /// @throws SnapshotException when it is missing or damaged
    SourceData data(SnapshotDescription.Source source) {
        try {
            return SourceData.open(source, files);
        } catch (IOException e) {
            throw StoreFolder.failed("could not read", files.apply(source.segment()), e);
        } catch (CorruptSegmentException e) {
            throw new SnapshotException("%s; update the advisory data to mend it".formatted(e.getMessage()), e);
        }
    }

    Map<String, SnapshotDescription.Source> bySource() {
        return description.sources().stream()
                .collect(Collectors.toMap(SnapshotDescription.Source::name, Function.identity()));
    }

    /// The names of the sources not confirmed for longer than allowed, sorted. Those that nobody ever
    /// confirmed, the starter pack's among them, are always stale.
    public List<String> staleSources(Instant now, Duration maxAge) {
        return description.sources().stream()
                .map(SnapshotDescription.Source::name)
                .filter(name -> {
                    Instant when = confirmed.get(name);
                    return when == null || when.plus(maxAge).isBefore(now);
                })
                .toList();
    }

    SnapshotDescription description() {
        return description;
    }
}
