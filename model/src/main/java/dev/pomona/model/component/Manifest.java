// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
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

    private static final Comparator<Component> ORDER = Comparator.comparing(Component::purl)
            .thenComparing(Component::requirement, Comparator.nullsFirst(Comparator.naturalOrder()));

    public Manifest {
        components = merged(components);
        dependencies = List.copyOf(new TreeSet<>(dependencies));
    }

    private static List<Component> merged(List<Component> components) {
        var byIdentity = new TreeMap<Component, Component>(ORDER);
        for (Component component : components) {
            byIdentity.merge(component, component, Manifest::merge);
        }
        return List.copyOf(byIdentity.values());
    }

    private static Component merge(Component one, Component other) {
        return new Component(
                one.purl(),
                one.requirement(),
                one.scope().mostExposed(other.scope()),
                one.relation().compareTo(other.relation()) <= 0 ? one.relation() : other.relation(),
                union(one.locations(), other.locations()),
                union(one.digests(), other.digests()),
                union(one.licenses(), other.licenses()));
    }

    private static <T> List<T> union(List<T> one, List<T> other) {
        if (one.equals(other)) return one;
        var union = new ArrayList<>(one);
        other.stream().filter(element -> !one.contains(element)).forEach(union::add);
        return union;
    }
}
