// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Location;
import dev.pomona.scanners.packages.maven.EffectiveModel.Managed;
import dev.pomona.scanners.packages.maven.EffectiveModel.Requirement;
import dev.pomona.scanners.packages.maven.Lineage.Placed;
import dev.pomona.scanners.packages.maven.Pom.Declared;
import dev.pomona.scanners.packages.maven.Pom.Plugin;
import dev.pomona.scanners.packages.maven.Pom.Relocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Builds effective models in the order of Maven's own model builder: profiles, inheritance, interpolation,
/// imports, management (<https://maven.apache.org/ref/3.9.9/maven-model-builder/>). Each model is built once.
final class ModelBuilder {

    private static final int MAX_IMPORT_DEPTH = 40;

    private final PomSource source;
    private final Map<String, String> userProperties;
    private final ParentFinder parents;
    private final IdentityHashMap<Pom, EffectiveModel> built = new IdentityHashMap<>();
    private final IdentityHashMap<Pom, Boolean> open = new IdentityHashMap<>();

    /// @param userProperties what `.mvn/maven.config` sets
    ModelBuilder(PomSource source, Map<String, String> userProperties) {
        this.source = source;
        this.userProperties = Map.copyOf(userProperties);
        this.parents = new ParentFinder(source, this.userProperties);
    }

    /// The effective coordinates of a model, found without its imports; empty while a part of them is open.
    Optional<Coordinates> name(Pom pom) {
        Lineage lineage = Lineage.of(pom, parents, userProperties);
        var interpolator = new Interpolator(lineage.modelValues(), lineage.properties);
        var coordinates = new Coordinates(
                interpolator.resolve(lineage.groupId()),
                interpolator.resolve(String.valueOf(pom.artifactId())),
                interpolator.resolve(lineage.version()));
        return coordinates.isPublishable() ? Optional.of(coordinates) : Optional.empty();
    }

    EffectiveModel build(Pom pom) {
        EffectiveModel done = built.get(pom);
        if (done != null) return done;
        open.put(pom, true);
        EffectiveModel model = new Building(pom).model();
        open.remove(pom);
        built.put(pom, model);
        return model;
    }

    /// One model in the making.
    private final class Building {
        private final Pom pom;
        private final Lineage lineage;
        private final Interpolator interpolator;
        private final TreeSet<String> problems = new TreeSet<>();

        Building(Pom pom) {
            this.pom = pom;
            this.lineage = Lineage.of(pom, parents, pom.path() == null ? Map.of() : userProperties);
            this.interpolator = new Interpolator(lineage.modelValues(), lineage.properties);
            if (lineage.broken() != null) problems.add(lineage.broken());
            if (pom.path() != null) undecided();
        }

        private void undecided() {
            for (Pom.Profile profile : pom.profiles()) {
                Pom.Section section = profile.section();
                boolean matters =
                        !section.dependencies().isEmpty() || !section.managed().isEmpty();
                if (profile.condition().isFile() && matters) {
                    problems.add("the profile %s depends on files and was left out".formatted(profile.id()));
                }
            }
        }

        EffectiveModel model() {
            Map<ArtifactKey, Managed> managed = managed();
            return new EffectiveModel(
                    resolve(lineage.groupId()),
                    resolve(pom.artifactId() == null ? "" : pom.artifactId()),
                    lineage.version().isEmpty() ? null : resolve(lineage.version()),
                    dependencies(managed),
                    managed,
                    pom.path() == null ? List.of() : buildTools(managed),
                    relocated(),
                    Collections.unmodifiableSortedSet(problems));
        }

        private String resolve(String text) {
            return interpolator.resolve(text);
        }

        private @Nullable String resolved(@Nullable String text) {
            return text == null ? null : resolve(text).strip();
        }

        private ArtifactKey key(Declared declared) {
            return ArtifactKey.of(
                    resolve(declared.groupId()),
                    resolve(declared.artifactId()),
                    resolve(declared.type()),
                    resolved(declared.classifier()));
        }

        private List<Exclusion> exclusions(Declared declared) {
            return declared.exclusions().stream()
                    .map(exclusion -> new Exclusion(resolve(exclusion.groupId()), resolve(exclusion.artifactId())))
                    .toList();
        }

        private Map<ArtifactKey, Managed> managed() {
            Map<ArtifactKey, Managed> managed = new LinkedHashMap<>();
            List<Declared> imports = new ArrayList<>();
            for (Placed<Declared> placed : lineage.managed.values()) {
                Declared declared = placed.value();
                if ("import".equals(resolved(declared.scope()))
                        && resolve(declared.type()).equals("pom")) {
                    imports.add(declared);
                } else {
                    String optional = resolved(declared.optional());
                    managed.putIfAbsent(
                            key(declared),
                            new Managed(
                                    resolved(declared.version()),
                                    resolved(declared.scope()),
                                    optional == null ? null : optional.equals("true"),
                                    exclusions(declared)));
                }
            }
            for (Declared declared : imports) imported(declared).forEach(managed::putIfAbsent);
            return Collections.unmodifiableMap(managed);
        }

        private Map<ArtifactKey, Managed> imported(Declared bom) {
            String groupId = resolve(bom.groupId());
            String artifactId = resolve(bom.artifactId());
            String stated = resolved(bom.version());
            String version = stated == null ? null : Ranges.choose(source, groupId, artifactId, stated);
            if (version == null) {
                problems.add("the imported %s:%s has no version that can be told".formatted(groupId, artifactId));
                return Map.of();
            }
            var coordinates = new Coordinates(groupId, artifactId, version);
            return switch (source.find(coordinates)) {
                case PomSource.Answer.Missing missing -> {
                    problems.add("the imported %s is missing (%s)".formatted(coordinates, missing.reason()));
                    yield Map.of();
                }
                case PomSource.Answer.Found found -> {
                    if (open.containsKey(found.pom()) || open.size() > MAX_IMPORT_DEPTH) {
                        problems.add("the import of %s leads back to itself".formatted(coordinates));
                        yield Map.of();
                    }
                    EffectiveModel model = build(found.pom());
                    problems.addAll(model.open());
                    yield without(model.managed(), exclusions(bom));
                }
            };
        }

        private static Map<ArtifactKey, Managed> without(
                Map<ArtifactKey, Managed> managed, List<Exclusion> exclusions) {
            if (exclusions.isEmpty()) return managed;
            var rest = new LinkedHashMap<>(managed);
            rest.keySet().removeIf(key -> exclusions.stream().anyMatch(exclusion -> exclusion.covers(key)));
            return rest;
        }

        private List<Requirement> dependencies(Map<ArtifactKey, Managed> managed) {
            var dependencies = new LinkedHashMap<ArtifactKey, Requirement>();
            for (Placed<Declared> placed : lineage.dependencies.values()) {
                Requirement requirement = requirement(placed.value(), managed, "compile", placed.location());
                dependencies.putIfAbsent(requirement.key(), requirement);
            }
            return List.copyOf(dependencies.values());
        }

        private Requirement requirement(
                Declared declared,
                Map<ArtifactKey, Managed> managed,
                String scopeOtherwise,
                @Nullable Location location) {
            ArtifactKey key = key(declared);
            Managed management = managed.get(key);
            String version = resolved(declared.version());
            String scope = resolved(declared.scope());
            List<Exclusion> exclusions = exclusions(declared);
            if (management != null) {
                if (version == null) version = management.version();
                if (scope == null) scope = management.scope();
                if (exclusions.isEmpty()) exclusions = management.exclusions();
            }
            if (version == null) version = moduleVersion(key);
            return new Requirement(
                    key,
                    version,
                    scope == null ? scopeOtherwise : scope,
                    "true".equals(resolved(declared.optional())),
                    exclusions,
                    location);
        }

        /// Model version 4.1.0 lets a module leave out the version of another one.
        private @Nullable String moduleVersion(ArtifactKey key) {
            if (pom.path() == null || lineage.version().isEmpty()) return null;
            String version = resolve(lineage.version());
            boolean isModule = source.scanned(new Coordinates(key.groupId(), key.artifactId(), version)) != null;
            return isModule ? version : null;
        }

        private List<Requirement> buildTools(Map<ArtifactKey, Managed> managed) {
            var tools = new ArrayList<Requirement>();
            lineage.plugins.forEach((key, placed) -> {
                Placed<Plugin> management = lineage.managedPlugins.get(key);
                Plugin plugin = management == null
                        ? placed.value()
                        : Lineage.fill(placed, management).value();
                ArtifactKey name = ArtifactKey.of(resolve(plugin.groupId()), resolve(plugin.artifactId()), "jar", null);
                tools.add(new Requirement(
                        name, resolved(plugin.version()), "build", false, List.of(), placed.location()));
                for (Declared dependency : plugin.dependencies()) {
                    tools.add(requirement(dependency, managed, "build", place(dependency, placed)));
                }
            });
            for (Placed<Declared> placed : lineage.extensions.values()) {
                tools.add(requirement(placed.value(), Map.of(), "build", placed.location()));
            }
            return List.copyOf(tools);
        }

        /// Where a plug-in's dependency stands: known when it is written at the plug-in's own place.
        private static @Nullable Location place(Declared dependency, Placed<Plugin> plugin) {
            Location location = plugin.location();
            boolean here = location != null
                    && location.line() == plugin.value().place().line()
                    && plugin.value().dependencies().contains(dependency);
            return here && location != null ? dependency.place().in(location.path()) : location;
        }

        private @Nullable Coordinates relocated() {
            Relocation relocation = pom.relocation();
            if (relocation == null || pom.path() != null) return null;
            return new Coordinates(
                    resolve(relocation.groupId() == null ? lineage.groupId() : relocation.groupId()),
                    resolve(
                            relocation.artifactId() == null
                                    ? String.valueOf(pom.artifactId())
                                    : relocation.artifactId()),
                    resolve(relocation.version() == null ? lineage.version() : relocation.version()));
        }
    }
}
