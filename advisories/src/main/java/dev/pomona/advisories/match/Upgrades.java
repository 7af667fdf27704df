// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.advisories.match.PackageClaims.Hit;
import dev.pomona.model.finding.Upgrade;
import dev.pomona.versions.Version;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The smallest steps that help.
///
/// Candidates are the versions that advisories call fixed, above the present one. Released versions go before
/// previews, then the smallest counts, which is the nearest in the line that the component is on. A version
/// that another advisory about the same flaw calls affected is no fix.
final class Upgrades {

    private final List<PackageClaims> packages;
    private final @Nullable Version present;
    private final @Nullable String clean;

    /// @param packages the component's package and its other names
    /// @param hits everything that holds for the component
    Upgrades(List<PackageClaims> packages, @Nullable String version, Collection<Hit> hits) {
        this.packages = packages;
        this.present = version == null || packages.isEmpty()
                ? null
                : packages.getFirst().order().read(version);
        var all = new HashSet<String>();
        packages.forEach(each -> all.addAll(each.advisoryIds()));
        this.clean = smallest(hits, all);
    }

    /// @param hits the advisories about one flaw
    Upgrade of(Collection<Hit> hits) {
        var ids = new HashSet<String>();
        hits.forEach(hit -> ids.add(hit.advisory().id()));
        return new Upgrade(smallest(hits, ids), clean);
    }

    /// The smallest candidate of these hits for which none of the advisories holds.
    private @Nullable String smallest(Collection<Hit> hits, Set<String> advisoryIds) {
        if (present == null) return null;
        var candidates = new TreeMap<Version, String>();
        for (Hit hit : hits) {
            for (String text : hit.claim().fixedVersions()) {
                Version version = packages.getFirst().order().read(text);
                if (version != null && version.compareTo(present) > 0) candidates.putIfAbsent(version, text);
            }
        }
        String preview = null;
        for (var candidate : candidates.entrySet()) {
            if (packages.stream().anyMatch(each -> each.isAffected(candidate.getValue(), advisoryIds))) continue;
            if (!candidate.getKey().isPrerelease()) return candidate.getValue();
            if (preview == null) preview = candidate.getValue();
        }
        return preview;
    }
}
