// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.advisories.index.PackageKey;
import dev.pomona.advisories.match.AffectedVersions.Unreadable;
import dev.pomona.advisories.match.AffectedVersions.Verdict;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.advisory.SeverityRating;
import dev.pomona.model.advisory.SeverityRating.Notation;
import dev.pomona.model.advisory.VersionRange;
import dev.pomona.model.advisory.VersionRange.Event;
import dev.pomona.versions.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the advisories of one package say about its versions. Used by one thread.
final class PackageClaims {

    /// An advisory that holds, with its reason and the ratings that count for this package.
    record Hit(Advisory advisory, Claim claim, List<SeverityRating> ratings) {}

    private record Entry(Advisory advisory, List<Affected> affected) {}

    private final PackageName name;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<Entry>> byId = new HashMap<>();
    private final VersionOrder order;
    private final AffectedVersions versions;

    /// @param advisories that name the package; withdrawn ones are left out
    PackageClaims(PackageName name, String purlType, List<Advisory> advisories) {
        this.name = name;
        this.order = VersionOrder.of(name, purlType);
        this.versions = new AffectedVersions(order);
        PackageName key = PackageKey.of(name);
        for (Advisory advisory : advisories) {
            if (advisory.isWithdrawn()) continue;
            List<Affected> affected = advisory.affected().stream()
                    .filter(each -> PackageKey.of(each.packageName()).equals(key))
                    .toList();
            var entry = new Entry(advisory, affected);
            entries.add(entry);
            byId.computeIfAbsent(advisory.id(), _ -> new ArrayList<>(1)).add(entry);
        }
    }

    /// The advisories that hold for a version.
    ///
    /// @param version `null` for any version, then all hold
    /// @param gaps takes a sentence for each thing that could not be judged
    List<Hit> hits(@Nullable String version, Set<String> gaps) {
        var hits = new ArrayList<Hit>();
        var unjudged = new TreeSet<String>();
        for (Entry entry : entries) {
            var reasons = new TreeSet<String>();
            var ratings = new ArrayList<SeverityRating>();
            boolean isUnreadable = false;
            for (Affected affected : entry.affected()) {
                Verdict verdict = version == null
                        ? new Verdict.Holds(AffectedVersions.describe(affected))
                        : versions.judge(affected, version);
                switch (verdict) {
                    case Verdict.Holds(var reason) -> {
                        reasons.add(reason);
                        ratings.addAll(affected.severities());
                    }
                    case Verdict.HoldsNot() -> {}
                    case Verdict.Unknown(var what) -> {
                        if (what == Unreadable.COMPONENT)
                            unjudged.add(entry.advisory().id());
                        else isUnreadable = true;
                    }
                }
            }
            if (!reasons.isEmpty()) hits.add(hit(entry, reasons, ratings));
            else if (isUnreadable) {
                gaps.add("%s: its range for %s could not be read, so it was not judged"
                        .formatted(entry.advisory().id(), name));
            }
        }
        hits.forEach(hit -> unjudged.remove(hit.advisory().id()));
        if (!unjudged.isEmpty()) {
            gaps.add("%s: version '%s' could not be read, so %s".formatted(name, version, notJudged(unjudged)));
        }
        return hits;
    }

    private static String notJudged(SortedSet<String> advisoryIds) {
        return advisoryIds.size() == 1
                ? "1 advisory was not judged (%s)".formatted(advisoryIds.first())
                : "%d advisories were not judged (first %s)".formatted(advisoryIds.size(), advisoryIds.first());
    }

    /// Ratings of the package count in place of the advisory's own, unless they are mere words.
    private Hit hit(Entry entry, Set<String> reasons, List<SeverityRating> ofPackage) {
        Advisory advisory = entry.advisory();
        var ratings = new ArrayList<>(ofPackage);
        if (ofPackage.stream().allMatch(rating -> rating.notation() == Notation.WORD)) {
            ratings.addAll(advisory.severities());
        }
        var claim = new Claim(advisory.id(), advisory.source(), String.join(" or ", reasons), fixedVersions(entry));
        return new Hit(advisory, claim, ratings);
    }

    private List<String> fixedVersions(Entry entry) {
        var fixed = new TreeMap<Version, String>();
        for (Affected affected : entry.affected()) {
            for (VersionRange range : affected.ranges()) {
                if (range.kind() == VersionRange.Kind.GIT) continue;
                for (Event event : range.events()) {
                    if (!(event instanceof Event.Fixed(var text))) continue;
                    Version version = order.read(text);
                    if (version != null) fixed.putIfAbsent(version, text);
                }
            }
        }
        return List.copyOf(fixed.values());
    }

    /// Whether any of these advisories holds, or might hold, for a version.
    boolean isAffected(String version, Set<String> advisoryIds) {
        for (String id : advisoryIds) {
            for (Entry entry : byId.getOrDefault(id, List.of())) {
                for (Affected affected : entry.affected()) {
                    if (!(versions.judge(affected, version) instanceof Verdict.HoldsNot)) return true;
                }
            }
        }
        return false;
    }

    /// Ids of all advisories of the package.
    Set<String> advisoryIds() {
        return byId.keySet();
    }

    VersionOrder order() {
        return order;
    }
}
