// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.advisories.index.AdvisoryIndex;
import dev.pomona.advisories.match.AliasGroups.Group;
import dev.pomona.advisories.match.PackageClaims.Hit;
import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.component.Purl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Judges single components, by purl.
final class PurlMatcher {

    /// @param matches by vulnerability id
    /// @param withoutData what there is no data for: an ecosystem, or a type of purl; empty when there is data
    /// @param gaps what could not be judged
    record Judgement(List<ComponentMatch> matches, String withoutData, SortedSet<String> gaps) {}

    private final AdvisoryIndex index;
    private final AliasGroups groups;
    private final VulnerabilityFolder folder;

    PurlMatcher(AdvisoryIndex index) {
        this.index = index;
        this.groups = new AliasGroups(index);
        this.folder = new VulnerabilityFolder(index);
    }

    Judgement judge(Purl purl) {
        SortedSet<String> known = index.ecosystems();
        List<PackageName> names = AdvisoryPackages.of(purl, known);
        var gaps = new TreeSet<String>();
        if (names.isEmpty()) return new Judgement(List.of(), unknown(purl), gaps);
        if (names.stream().noneMatch(name -> known.contains(name.ecosystem()))) {
            return new Judgement(List.of(), names.getFirst().ecosystem(), gaps);
        }
        boolean isCovered = names.stream().anyMatch(name -> index.covers(name.ecosystem()));
        String withoutData = isCovered ? "" : names.getFirst().ecosystem();
        String version = Distributions.version(purl);
        var packages = new ArrayList<PackageClaims>();
        var hits = new LinkedHashMap<String, Hit>();
        for (PackageName name : names) {
            var advisories = index.advisoriesFor(name);
            if (advisories.isEmpty()) continue;
            var claims = new PackageClaims(name, purl.type(), advisories);
            packages.add(claims);
            for (Hit hit : claims.hits(version, gaps)) {
                hits.putIfAbsent(hit.claim().source() + '/' + hit.claim().advisoryId(), hit);
            }
        }
        if (hits.isEmpty()) return new Judgement(List.of(), withoutData, gaps);
        var upgrades = new Upgrades(packages, version, hits.values());
        List<ComponentMatch> matches = groups.fold(hits.values()).stream()
                .map(group -> match(purl, group, upgrades))
                .sorted(Comparator.comparing(match -> match.vulnerability().id()))
                .toList();
        return new Judgement(matches, withoutData, gaps);
    }

    private ComponentMatch match(Purl purl, Group group, Upgrades upgrades) {
        List<Claim> claims = group.hits().stream()
                .map(Hit::claim)
                .sorted(Comparator.comparing(Claim::source).thenComparing(Claim::advisoryId))
                .toList();
        return new ComponentMatch(purl, folder.fold(group), claims, upgrades.of(group.hits()));
    }

    private static String unknown(Purl purl) {
        boolean isDistribution = List.of("deb", "apk", "rpm").contains(purl.type());
        return isDistribution
                ? "%s packages of an unnamed or unknown distribution release".formatted(purl.type())
                : "purl type '%s'".formatted(purl.type());
    }
}
