// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.PackageName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Look-ups over a set of segments. Immutable and thread-safe.
///
/// A record that stands in several segments counts once, in the version modified last. Withdrawn advisories are
/// in the answers; leaving them out is up to whoever judges. Every method may throw [CorruptSegmentException]
/// when it meets a damaged block.
public final class AdvisoryIndex {

    private static final Comparator<Advisory> ORDER =
            Comparator.comparing(Advisory::source).thenComparing(Advisory::id);

    private final List<AdvisorySegment> advisories = new ArrayList<>();
    private final List<KevSegment> kevs = new ArrayList<>();
    private final List<EpssSegment> scores = new ArrayList<>();
    private final Map<String, List<AdvisorySegment>> byEcosystem = new HashMap<>();
    private final SortedSet<String> ecosystems = new TreeSet<>();
    private final SortedSet<String> covered;

    private AdvisoryIndex(List<Segment> segments, @Nullable Set<String> covered) {
        for (Segment segment : segments) {
            switch (segment) {
                case AdvisorySegment some -> add(some);
                case KevSegment kev -> kevs.add(kev);
                case EpssSegment epss -> scores.add(epss);
            }
        }
        this.covered = new TreeSet<>();
        (covered == null ? ecosystems : covered).forEach(name -> this.covered.add(withoutRelease(name)));
    }

    private static String withoutRelease(String ecosystem) {
        int colon = ecosystem.indexOf(':');
        return colon < 0 ? ecosystem : ecosystem.substring(0, colon);
    }

    private void add(AdvisorySegment segment) {
        advisories.add(segment);
        ecosystems.addAll(segment.ecosystems());
        for (String ecosystem : segment.ecosystems()) {
            byEcosystem.computeIfAbsent(ecosystem, _ -> new ArrayList<>()).add(segment);
        }
    }

    /// An index over these segments, of any kinds. Where two know a KEV entry or a score, the earlier wins.
    public static AdvisoryIndex of(List<Segment> segments) {
        return new AdvisoryIndex(segments, null);
    }

    /// An index over segments that hold the advisories of some ecosystems only: of others they know just what is said
    /// in passing.
    ///
    /// @param covered the ecosystems that the segments were made for
    public static AdvisoryIndex of(List<Segment> segments, Set<String> covered) {
        return new AdvisoryIndex(segments, covered);
    }

    /// The advisories that name a package, in any spelling of its name, by source and id.
    public List<Advisory> advisoriesFor(PackageName name) {
        List<AdvisorySegment> segments = byEcosystem.getOrDefault(name.ecosystem(), List.of());
        if (segments.isEmpty()) return List.of();
        byte[] key = KeyTable.bytes(PackageKey.of(name).toString());
        int hash = KeyTable.hash(key);
        var found = new ArrayList<Advisory>();
        for (AdvisorySegment segment : segments) {
            for (int record : segment.recordsFor(key, hash)) found.add(segment.advisory(record));
        }
        return unique(found);
    }

    /// The advisory with this id, else one that has it as an alias; of several, the first by source and id.
    public Optional<Advisory> advisory(String id) {
        List<Advisory> own = knowing(id, AdvisorySegment.OWN);
        if (!own.isEmpty()) return Optional.of(own.getFirst());
        return knowing(id, AdvisorySegment.ALIAS).stream().findFirst();
    }

    /// The advisories whose own id or alias this is, by source and id.
    public List<Advisory> advisoriesWithAlias(String id) {
        var found = new ArrayList<>(knowing(id, AdvisorySegment.OWN));
        found.addAll(knowing(id, AdvisorySegment.ALIAS));
        return unique(found);
    }

    /// As [#advisoriesWithAlias], but only what the advisories are called; in the order of the segments, the
    /// same record perhaps more than once.
    public List<AdvisoryNames> namesWithAlias(String id) {
        byte[] key = KeyTable.bytes(id);
        int hash = KeyTable.hash(key);
        var found = new ArrayList<AdvisoryNames>();
        for (AdvisorySegment segment : advisories) {
            for (int reference : segment.referencesTo(key, hash)) {
                if ((reference & 3) != AdvisorySegment.RELATED) found.add(segment.names(reference >>> 2));
            }
        }
        return found;
    }

    /// The advisories that call this id related: notices of distributions that fix it, and neighbouring flaws;
    /// by source and id.
    public List<Advisory> advisoriesRelatedTo(String id) {
        return knowing(id, AdvisorySegment.RELATED);
    }

    /// The entry in the catalogue of exploited vulnerabilities.
    public Optional<Kev> kev(String cve) {
        return kevs.stream().flatMap(segment -> segment.find(cve).stream()).findFirst();
    }

    public Optional<Epss> epss(String cve) {
        return scores.stream().flatMap(segment -> segment.find(cve).stream()).findFirst();
    }

    /// Every ecosystem that some advisory names, with its release where it has one.
    public SortedSet<String> ecosystems() {
        return Collections.unmodifiableSortedSet(ecosystems);
    }

    /// Whether the index was made to know an ecosystem's advisories: without that, finding none says nothing.
    public boolean covers(String ecosystem) {
        return covered.contains(withoutRelease(ecosystem));
    }

    private List<Advisory> knowing(String id, int relation) {
        byte[] key = KeyTable.bytes(id);
        int hash = KeyTable.hash(key);
        var found = new ArrayList<Advisory>();
        for (AdvisorySegment segment : advisories) {
            for (int reference : segment.referencesTo(key, hash)) {
                if ((reference & 3) == relation) found.add(segment.advisory(reference >>> 2));
            }
        }
        return unique(found);
    }

    private static List<Advisory> unique(Collection<Advisory> found) {
        if (found.size() <= 1) return List.copyOf(found);
        var unique = new TreeMap<Advisory, Advisory>(ORDER);
        for (Advisory advisory : found) unique.merge(advisory, advisory, AdvisorySegment::newer);
        return List.copyOf(unique.values());
    }
}
