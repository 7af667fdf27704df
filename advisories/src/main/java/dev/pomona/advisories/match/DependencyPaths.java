// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The shortest way from a manifest's project to each of its components; of equally short ones the first in the
/// order of the edges.
final class DependencyPaths {

    /// From a component to the one it is reached from; starts map to themselves.
    private final Map<Purl, Purl> reachedFrom = new HashMap<>();

    DependencyPaths(Manifest manifest) {
        var needs = new HashMap<Purl, List<Purl>>();
        for (Dependency edge : manifest.dependencies()) {
            needs.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
        }
        if (needs.isEmpty()) return;
        var open = new ArrayDeque<Purl>();
        for (Purl start : starts(manifest)) {
            if (reachedFrom.putIfAbsent(start, start) == null) open.add(start);
        }
        while (!open.isEmpty()) {
            Purl from = open.remove();
            for (Purl to : needs.getOrDefault(from, List.of())) {
                if (reachedFrom.putIfAbsent(to, from) == null) open.add(to);
            }
        }
    }

    private static List<Purl> starts(Manifest manifest) {
        @Nullable Purl root = manifest.root();
        if (root != null) return List.of(root);
        return manifest.components().stream()
                .filter(component -> component.relation() == Relation.DIRECT)
                .map(Component::purl)
                .toList();
    }

    /// Both ends included; only the component where no way is known.
    List<Purl> to(Purl component) {
        var path = new ArrayList<Purl>();
        Purl at = component;
        Purl from = reachedFrom.get(at);
        while (from != null && !from.equals(at)) {
            path.add(at);
            at = from;
            from = reachedFrom.get(at);
        }
        path.add(at);
        Collections.reverse(path);
        return path;
    }
}
