// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one source of components says: a lock file, a manifest, an archive, an installed package's record.
///
/// Components are unique by purl and requirement and sorted by them; a component given twice is merged: the
/// most exposed scope, the closest relation, all locations, digests and licences.
///
/// @param path of the source; unique together with `kind` in one scan
/// @param kind the format in a few dashed words, such as `npm-lock`, `maven-pom`, `go-binary`
/// @param root the project that the source describes, `null` when it names none
/// @param dependencies edges between `root` and components of this manifest; sorted. Empty when the source
///     states no graph
public record Manifest(
        String path, String kind, @Nullable Purl root, List<Component> components, List<Dependency> dependencies) {

    public Manifest {
        // comparing purls makes their texts, which are made once here and not at every comparison
        Map<Purl, String> texts = new HashMap<>();
        components = merged(components, texts);
        dependencies = sorted(dependencies, texts);
    }

    private record KeyedComponent(String purl, Component component) {

        static final Comparator<KeyedComponent> ORDER = Comparator.comparing(KeyedComponent::purl)
                .thenComparing(
                        keyed -> keyed.component.requirement(), Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    private static List<Component> merged(List<Component> components, Map<Purl, String> texts) {
        var keyed = new ArrayList<KeyedComponent>(components.size());
        for (Component component : components) {
            keyed.add(new KeyedComponent(texts.computeIfAbsent(component.purl(), Purl::toString), component));
        }
        keyed.sort(KeyedComponent.ORDER);
        var merged = new ArrayList<Component>(keyed.size());
        int start = 0;
        for (int end = 1; end <= keyed.size(); end++) {
            boolean same = end < keyed.size() && KeyedComponent.ORDER.compare(keyed.get(start), keyed.get(end)) == 0;
            if (same) continue;
            merged.add(merge(keyed.subList(start, end)));
            start = end;
        }
        return List.copyOf(merged);
    }

    private static Component merge(List<KeyedComponent> same) {
        Component first = same.getFirst().component;
        if (same.size() == 1) return first;
        Scope scope = first.scope();
        Relation relation = first.relation();
        Set<Location> locations = new LinkedHashSet<>();
        Set<Digest> digests = new LinkedHashSet<>();
        Set<String> licenses = new LinkedHashSet<>();
        for (KeyedComponent keyed : same) {
            Component next = keyed.component;
            scope = scope.mostExposed(next.scope());
            relation = relation.compareTo(next.relation()) <= 0 ? relation : next.relation();
            locations.addAll(next.locations());
            digests.addAll(next.digests());
            licenses.addAll(next.licenses());
        }
        return new Component(
                first.purl(),
                first.requirement(),
                scope,
                relation,
                List.copyOf(locations),
                List.copyOf(digests),
                List.copyOf(licenses));
    }

    private record KeyedDependency(String from, String to, Dependency dependency) {

        static final Comparator<KeyedDependency> ORDER =
                Comparator.comparing(KeyedDependency::from).thenComparing(KeyedDependency::to);
    }

    private static List<Dependency> sorted(List<Dependency> dependencies, Map<Purl, String> texts) {
        List<KeyedDependency> keyed = dependencies.stream()
                .map(edge -> new KeyedDependency(
                        texts.computeIfAbsent(edge.from(), Purl::toString),
                        texts.computeIfAbsent(edge.to(), Purl::toString),
                        edge))
                .sorted(KeyedDependency.ORDER)
                .toList();
        var sorted = new ArrayList<Dependency>(keyed.size());
        KeyedDependency last = null;
        for (KeyedDependency next : keyed) {
            if (last == null || KeyedDependency.ORDER.compare(last, next) != 0) sorted.add(next.dependency);
            last = next;
        }
        return List.copyOf(sorted);
    }
}
