// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import dev.pomona.scan.api.PackageSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Published Maven files, from the first place that has them. That a file is absent is only said when
/// every place that may have it was asked and answered.
public final class MavenSource implements PackageSource {

    /// Bytes; a pom is some kilobytes, and what is larger than this is not one.
    static final int LARGEST = 16 << 20;

    private static final int MAX_REMEMBERED = 100_000;
    private static final int MAX_REASONS = 3;

    private final List<RepositoryPlace> places;
    private final Map<String, Lookup> missing = new ConcurrentHashMap<>();

    /// @param places in the order in which they are asked
    MavenSource(List<RepositoryPlace> places) {
        this.places = List.copyOf(places);
    }

    @Override
    public Lookup read(String path) {
        Optional<PublishedPath> parsed = PublishedPath.parse(path);
        if (parsed.isEmpty()) return new Lookup.Absent();
        // several scanners look for the same, and within a run they get the same answer
        Lookup known = missing.get(path);
        if (known != null) return known;
        Lookup answer = parsed.get().isMetadata() ? joined(parsed.get()) : first(parsed.get());
        boolean isSettled =
                !(answer instanceof Lookup.Found) && !Thread.currentThread().isInterrupted();
        if (isSettled && missing.size() < MAX_REMEMBERED) missing.put(path, answer);
        return answer;
    }

    private Lookup first(PublishedPath path) {
        Set<String> reasons = new LinkedHashSet<>();
        for (RepositoryPlace place : places) {
            if (!place.admits(path)) continue;
            switch (path.isSnapshot() ? snapshot(place, path) : place.read(path)) {
                case Lookup.Found found -> {
                    return found;
                }
                case Lookup.Unavailable unavailable -> reasons.add(unavailable.reason());
                case Lookup.Absent _ -> {}
            }
        }
        return without(reasons);
    }

    /// A remote repository keeps the builds of a snapshot under names with the time they were made.
    private static Lookup snapshot(RepositoryPlace place, PublishedPath path) {
        Lookup direct = place.read(path);
        if (!(direct instanceof Lookup.Absent)) return direct;
        return switch (place.read(path.metadata())) {
            case Lookup.Absent absent -> absent;
            case Lookup.Unavailable unavailable -> unavailable;
            case Lookup.Found list ->
                VersionLists.build(bytes(list), path)
                        .flatMap(name -> PublishedPath.parse(path.sibling(name).text()))
                        .map(place::read)
                        .orElse(direct);
        };
    }

    /// Every place knows the versions that it has: all of them together are what is published.
    private Lookup joined(PublishedPath path) {
        Set<String> reasons = new LinkedHashSet<>();
        List<byte[]> lists = new ArrayList<>();
        Set<String> origins = new LinkedHashSet<>();
        for (RepositoryPlace place : places) {
            if (!place.admits(path)) continue;
            switch (place.read(path)) {
                case Lookup.Found found -> {
                    lists.add(bytes(found));
                    origins.add(found.origin());
                }
                case Lookup.Unavailable unavailable -> reasons.add(unavailable.reason());
                case Lookup.Absent _ -> {}
            }
        }
        return VersionLists.joined(lists)
                .<Lookup>map(list -> new Lookup.Found(MemorySegment.ofArray(list), String.join(", ", origins)))
                .orElseGet(() -> without(reasons));
    }

    private static Lookup without(Set<String> reasons) {
        if (reasons.isEmpty()) return new Lookup.Absent();
        return new Lookup.Unavailable(
                String.join("; ", reasons.stream().limit(MAX_REASONS).toList()));
    }

    private static byte[] bytes(Lookup.Found found) {
        return found.content().toArray(ValueLayout.JAVA_BYTE);
    }
}
