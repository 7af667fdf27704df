// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Location;
import dev.pomona.scanners.packages.maven.Pom.Declared;
import dev.pomona.scanners.packages.maven.Pom.Place;
import dev.pomona.scanners.packages.maven.Pom.Plugin;
import dev.pomona.scanners.packages.maven.Pom.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A model and its parents, nearest first, merged into one: what the child says wins.
final class Lineage {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_NAMED_PARENTS = 10;

    private final List<Pom> poms = new ArrayList<>();
    final Map<String, String> properties = new HashMap<>();
    final Map<String, Placed<Declared>> dependencies = new LinkedHashMap<>();
    final Map<String, Placed<Declared>> managed = new LinkedHashMap<>();
    final Map<String, Placed<Plugin>> plugins = new LinkedHashMap<>();
    final Map<String, Placed<Plugin>> managedPlugins = new LinkedHashMap<>();
    final Map<String, Placed<Declared>> extensions = new LinkedHashMap<>();

    /// Why the line ends before a model without parent; `null` when it does not.
    private @Nullable String broken;

    /// Something of a model with the place in the scanned files that answers for it: its own, or the reference to
    /// the published parent that brings it.
    record Placed<T>(T value, @Nullable Location location) {}

    static Lineage of(Pom pom, ParentFinder parents, Map<String, String> userProperties) {
        var lineage = new Lineage();
        lineage.climb(pom, parents);
        Location reference = null;
        for (int i = 0; i < lineage.poms.size(); i++) {
            Pom each = lineage.poms.get(i);
            lineage.add(each, i > 0, reference, userProperties);
            if (each.path() != null && each.parent() != null) {
                reference = each.parent().place().in(each.path());
            }
        }
        lineage.properties.putAll(userProperties);
        return lineage;
    }

    private void climb(Pom pom, ParentFinder parents) {
        Set<Pom> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Pom next = pom;
        while (next != null) {
            if (poms.size() == MAX_DEPTH || !seen.add(next)) {
                broken = "its parents lead back to themselves";
                return;
            }
            poms.add(next);
            switch (parents.parent(next)) {
                case ParentFinder.Answer.None _ -> next = null;
                case ParentFinder.Answer.Found found -> next = found.pom();
                case ParentFinder.Answer.Missing missing -> {
                    broken = missing.message();
                    next = null;
                }
            }
        }
    }

    private void add(Pom pom, boolean inherited, @Nullable Location reference, Map<String, String> userProperties) {
        List<Section> sections = new ArrayList<>();
        // the last profile wins over the first, and all of them over the model
        Profiles.active(pom, userProperties).reversed().forEach(profile -> sections.add(profile.section()));
        sections.add(pom.base());
        Function<Place, @Nullable Location> locate = place -> pom.path() == null ? reference : place.in(pom.path());
        for (Section section : sections) section.properties().forEach(properties::putIfAbsent);
        merge(dependencies, ofOne(sections, Section::dependencies, Declared::key), Declared::place, locate);
        merge(managed, ofOne(sections, Section::managed, Declared::key), Declared::place, locate);
        merge(extensions, ofOne(sections, Section::extensions, Declared::key), Declared::place, locate);
        mergePlugins(plugins, sections, Section::plugins, inherited, locate);
        mergePlugins(managedPlugins, sections, Section::managedPlugins, inherited, locate);
    }

    /// Within one model the last of two declarations of the same thing wins, but keeps the place in the order.
    private static Map<String, Declared> ofOne(
            List<Section> sections, Function<Section, List<Declared>> part, Function<Declared, String> key) {
        var merged = new LinkedHashMap<String, Declared>();
        for (Section section : sections.reversed()) {
            for (Declared declared : part.apply(section)) merged.put(key.apply(declared), declared);
        }
        return merged;
    }

    private static <T> void merge(
            Map<String, Placed<T>> into,
            Map<String, T> from,
            Function<T, Place> place,
            Function<Place, @Nullable Location> locate) {
        from.forEach((key, value) -> into.putIfAbsent(key, new Placed<>(value, locate.apply(place.apply(value)))));
    }

    private static void mergePlugins(
            Map<String, Placed<Plugin>> into,
            List<Section> sections,
            Function<Section, List<Plugin>> part,
            boolean inherited,
            Function<Place, @Nullable Location> locate) {
        for (Section section : sections) {
            for (Plugin plugin : part.apply(section)) {
                if (inherited && !plugin.isInherited()) continue;
                Location location = locate.apply(plugin.place());
                into.merge(plugin.key(), new Placed<>(plugin, location), Lineage::fill);
            }
        }
    }

    /// The first declaration with what only the second one says.
    static Placed<Plugin> fill(Placed<Plugin> first, Placed<Plugin> second) {
        Plugin one = first.value();
        Plugin other = second.value();
        var dependencies = new LinkedHashMap<String, Declared>();
        one.dependencies().forEach(dependency -> dependencies.putIfAbsent(dependency.key(), dependency));
        other.dependencies().forEach(dependency -> dependencies.putIfAbsent(dependency.key(), dependency));
        String version = one.version() == null ? other.version() : one.version();
        return new Placed<>(
                new Plugin(
                        one.groupId(),
                        one.artifactId(),
                        version,
                        one.isInherited(),
                        List.copyOf(dependencies.values()),
                        one.place()),
                first.location() == null ? second.location() : first.location());
    }

    @Nullable
    String broken() {
        return broken;
    }

    /// What `${project.…}` means in the merged model.
    Map<String, String> modelValues() {
        Pom pom = poms.getFirst();
        var values = new HashMap<String, String>();
        put(values, "project.groupId", pom.statedGroupId());
        put(values, "project.artifactId", pom.artifactId());
        put(values, "project.version", pom.statedVersion());
        put(values, "project.packaging", pom.packaging());
        var prefix = new StringBuilder("project.");
        for (int i = 0; i < poms.size() && i < MAX_NAMED_PARENTS; i++) {
            Pom.Parent parent = poms.get(i).parent();
            if (parent == null) break;
            prefix.append("parent.");
            put(values, prefix + "groupId", parent.groupId());
            put(values, prefix + "artifactId", parent.artifactId());
            put(values, prefix + "version", parent.version());
            if (i + 1 < poms.size())
                put(values, prefix + "version", poms.get(i + 1).statedVersion());
        }
        return values;
    }

    private static void put(Map<String, String> values, String key, @Nullable String value) {
        if (value != null) values.putIfAbsent(key, value);
    }

    /// The first group and version that the line states, for children which leave out both.
    String groupId() {
        return first(Pom::statedGroupId);
    }

    String version() {
        return first(Pom::statedVersion);
    }

    private String first(Function<Pom, @Nullable String> part) {
        return poms.stream().map(part).filter(Objects::nonNull).findFirst().orElse("");
    }
}
