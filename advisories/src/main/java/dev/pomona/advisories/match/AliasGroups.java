// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.advisories.index.AdvisoryIndex;
import dev.pomona.advisories.index.AdvisoryNames;
import dev.pomona.advisories.match.PackageClaims.Hit;
import dev.pomona.model.advisory.Advisory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Puts together what is about the same flaw: ids that advisories call aliases of each other, over any number
/// of steps, whether or not the advisories between hold for the component. So a flaw has the same identity in
/// every version of a package.
///
/// A CVE id stands for one flaw, so no chain of aliases makes one of two CVEs: an advisory that names several
/// is about each of them, as is a distribution's notice about each CVE that it fixes.
final class AliasGroups {

    /// A group larger than this is no flaw but a chain of mistakes; it is not followed further.
    private static final int LARGEST = 100;

    private final AdvisoryIndex index;
    private final Map<String, SortedSet<String>> idsByCve = new ConcurrentHashMap<>();
    private final Map<String, Chain> chains = new ConcurrentHashMap<>();

    AliasGroups(AdvisoryIndex index) {
        this.index = index;
    }

    /// A flaw.
    ///
    /// @param id the CVE where there is one, else the GHSA, else the first in order
    /// @param ids all of them
    /// @param hits those about it
    record Group(String id, SortedSet<String> ids, List<Hit> hits) {}

    /// What an advisory without CVE leads to: its aliases over any number of steps, and the CVEs at the ends.
    private record Chain(SortedSet<String> ids, SortedSet<String> cves) {}

    /// The flaws that these hits are about, by id.
    List<Group> fold(Collection<Hit> hits) {
        var groups = new TreeMap<String, Group>();
        for (Hit hit : hits) {
            for (Group about : groups(hit.advisory())) {
                Group group = groups.computeIfAbsent(about.id(), _ -> about);
                group.ids().addAll(about.ids());
                if (!group.hits().contains(hit)) group.hits().add(hit);
            }
        }
        return List.copyOf(groups.values());
    }

    private List<Group> groups(Advisory advisory) {
        Collection<String> cves =
                Notices.isNotice(advisory) ? Cves.in(advisory.related()) : Cves.in(advisory.id(), advisory.aliases());
        if (cves.isEmpty()) {
            Chain chain = chains.computeIfAbsent(advisory.id(), this::follow);
            if (chain.cves().isEmpty()) return List.of(group(withoutCve(chain.ids()), chain.ids(), advisory));
            cves = chain.cves();
        }
        return cves.stream()
                .map(cve -> group(cve, idsByCve.computeIfAbsent(cve, this::idsOf), advisory))
                .toList();
    }

    private static Group group(String id, SortedSet<String> known, Advisory advisory) {
        var ids = new TreeSet<>(known);
        ids.add(advisory.id());
        return new Group(id, ids, new ArrayList<>());
    }

    private static String withoutCve(SortedSet<String> ids) {
        for (String id : ids) {
            if (id.startsWith("GHSA-")) return id;
        }
        return ids.first();
    }

    /// A CVE with its aliases, not passing through advisories that name another CVE.
    private SortedSet<String> idsOf(String cve) {
        var ids = new TreeSet<String>();
        var open = new ArrayDeque<String>();
        ids.add(cve);
        open.add(cve);
        while (!open.isEmpty() && ids.size() < LARGEST) {
            for (AdvisoryNames advisory : aliases(open.remove())) {
                SortedSet<String> named = Cves.in(advisory.id(), advisory.aliases());
                boolean isOfAnother = !named.isEmpty() && !named.contains(cve);
                if (isOfAnother) continue;
                if (ids.add(advisory.id())) open.add(advisory.id());
                if (named.size() > 1) continue;
                for (String alias : advisory.aliases()) {
                    if (ids.add(alias)) open.add(alias);
                }
            }
        }
        return Collections.unmodifiableSortedSet(ids);
    }

    private Chain follow(String id) {
        var ids = new TreeSet<String>();
        var cves = new TreeSet<String>();
        var open = new ArrayDeque<String>();
        ids.add(id);
        open.add(id);
        while (!open.isEmpty() && ids.size() < LARGEST) {
            for (AdvisoryNames advisory : aliases(open.remove())) {
                SortedSet<String> named = Cves.in(advisory.id(), advisory.aliases());
                cves.addAll(named);
                if (!named.isEmpty()) continue;
                if (ids.add(advisory.id())) open.add(advisory.id());
                for (String alias : advisory.aliases()) {
                    if (ids.add(alias)) open.add(alias);
                }
            }
        }
        return new Chain(Collections.unmodifiableSortedSet(ids), Collections.unmodifiableSortedSet(cves));
    }

    private List<AdvisoryNames> aliases(String id) {
        return index.namesWithAlias(id).stream()
                .filter(advisory -> !advisory.withdrawn())
                .toList();
    }
}
