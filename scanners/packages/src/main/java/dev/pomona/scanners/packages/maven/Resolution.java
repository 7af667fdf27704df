// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Location;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scanners.packages.maven.EffectiveModel.Managed;
import dev.pomona.scanners.packages.maven.EffectiveModel.Requirement;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The dependencies of one project, mediated as Maven 3.9 does: the nearest declaration wins, of two equally near
/// ones the first; the project's own management overrides what its dependencies ask for; scopes narrow along a way
/// and the widest of all ways counts.
final class Resolution {

    private static final int MAX_NODES = 50_000;
    private static final int MAX_DEPTH = 200;
    private static final int MAX_RELOCATIONS = 10;

    private final EffectiveModel project;
    private final PomSource source;
    private final ModelBuilder models;
    private final ScanContext context;
    private final Map<ArtifactKey, Node> nodes = new LinkedHashMap<>();
    private final Deque<Node> queue = new ArrayDeque<>();

    /// Artifacts whose own dependencies are unknown, by the reason.
    private final Map<String, Set<String>> unknown = new TreeMap<>();

    private boolean isCutOff;

    private Resolution(EffectiveModel project, PomSource source, ModelBuilder models, ScanContext context) {
        this.project = project;
        this.source = source;
        this.models = models;
        this.context = context;
    }

    static Resolution of(EffectiveModel project, PomSource source, ModelBuilder models, ScanContext context) {
        var resolution = new Resolution(project, source, models, context);
        resolution.run();
        return resolution;
    }

    /// In the order in which they were reached.
    Collection<Node> nodes() {
        return Collections.unmodifiableCollection(nodes.values());
    }

    Map<String, Set<String>> unknown() {
        return Collections.unmodifiableMap(unknown);
    }

    /// Whether a limit ended it early.
    boolean isCutOff() {
        return isCutOff;
    }

    private void run() {
        for (Requirement requirement : project.dependencies()) {
            if (requirement.location() == null || !requirement.key().isNamed()) continue;
            reach(null, requirement, requirement.location(), Set.of());
        }
        while (!queue.isEmpty()) {
            context.checkTime();
            expand(queue.remove());
        }
        spreadScopes();
    }

    private void expand(Node node) {
        if (node.version == null || node.scope.equals("system")) return;
        if (node.depth >= MAX_DEPTH) {
            isCutOff = true;
            return;
        }
        var coordinates = new Coordinates(node.key.groupId(), node.key.artifactId(), node.version);
        switch (source.find(coordinates)) {
            case PomSource.Answer.Missing missing -> unknown(missing.reason(), coordinates);
            case PomSource.Answer.Found found -> {
                EffectiveModel model = models.build(found.pom());
                if (!model.open().isEmpty()) unknown("partly, for want of a parent or import", coordinates);
                for (Requirement requirement : model.dependencies()) {
                    if (requirement.optional() || !Scopes.isTransitive(requirement.scope())) continue;
                    if (!requirement.key().isNamed()) continue;
                    if (node.exclusions.stream().anyMatch(exclusion -> exclusion.covers(requirement.key()))) continue;
                    reach(node, managed(requirement), node.location, node.exclusions);
                }
            }
        }
    }

    private void unknown(String reason, Coordinates coordinates) {
        unknown.computeIfAbsent(reason, key -> new HashSet<>()).add(coordinates.toString());
    }

    private Requirement managed(Requirement requirement) {
        Managed managed = project.managed().get(requirement.key());
        if (managed == null) return requirement;
        return new Requirement(
                requirement.key(),
                managed.version() == null ? requirement.version() : managed.version(),
                managed.scope() == null ? requirement.scope() : managed.scope(),
                managed.optional() == null ? requirement.optional() : managed.optional(),
                union(requirement.exclusions(), managed.exclusions()),
                requirement.location());
    }

    private static List<Exclusion> union(List<Exclusion> some, List<Exclusion> more) {
        if (more.isEmpty()) return some;
        var union = new HashSet<>(some);
        union.addAll(more);
        return List.copyOf(union);
    }

    private void reach(@Nullable Node from, Requirement requirement, Location location, Set<Exclusion> inherited) {
        Target target = target(from, requirement);
        Node known = nodes.get(target.key);
        if (known == null) {
            if (nodes.size() >= MAX_NODES) {
                isCutOff = true;
                return;
            }
            Set<Exclusion> exclusions = inherited;
            if (!requirement.exclusions().isEmpty()) {
                exclusions = new HashSet<>(inherited);
                exclusions.addAll(requirement.exclusions());
            }
            known = new Node(
                    target.key,
                    requirement.version(),
                    target.version,
                    from == null ? 1 : from.depth + 1,
                    exclusions,
                    location,
                    isModule(target),
                    from == null ? requirement.scope() : Scopes.derive(from.scope, requirement.scope()),
                    requirement.optional() || (from != null && from.optional));
            nodes.put(target.key, known);
            queue.add(known);
        }
        if (from != null) from.edges.add(new Node.Edge(known, requirement.scope(), requirement.optional()));
    }

    private record Target(ArtifactKey key, @Nullable String version) {}

    private boolean isModule(Target target) {
        return target.version != null
                && source.scanned(new Coordinates(target.key.groupId(), target.key.artifactId(), target.version))
                        != null;
    }

    /// What a requirement leads to, after the choice from a range and relocations.
    private Target target(@Nullable Node from, Requirement requirement) {
        ArtifactKey key = requirement.key();
        String version = requirement.version() == null
                ? null
                : Ranges.choose(source, key.groupId(), key.artifactId(), requirement.version());
        for (int i = 0;
                i < MAX_RELOCATIONS && version != null && !requirement.scope().equals("system");
                i++) {
            if (from != null && nodes.containsKey(key)) break; // it lost already, so nobody asks where it moved to
            if (!(source.find(new Coordinates(key.groupId(), key.artifactId(), version))
                    instanceof PomSource.Answer.Found found)) break;
            Coordinates moved = found.pom().relocation() == null
                    ? null
                    : models.build(found.pom()).relocated();
            if (moved == null || !moved.isPublishable()) break;
            key = new ArtifactKey(moved.groupId(), moved.artifactId(), key.extension(), key.classifier());
            version = moved.version();
            Managed managed = from == null ? null : project.managed().get(key);
            if (managed != null && managed.version() != null) {
                version = Ranges.choose(source, key.groupId(), key.artifactId(), managed.version());
            }
        }
        return new Target(key, version);
    }

    /// An artifact reached in several ways has the widest of their scopes, and so have those behind it.
    private void spreadScopes() {
        var open = new ArrayDeque<>(nodes.values());
        while (!open.isEmpty()) {
            Node node = open.remove();
            for (Node.Edge edge : node.edges) {
                boolean changed =
                        edge.to().widen(Scopes.derive(node.scope, edge.scope()), edge.optional() || node.optional);
                if (changed) open.add(edge.to());
            }
        }
        context.checkTime();
    }
}
