// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scanners.packages.maven.EffectiveModel.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is reported of one `pom.xml`.
final class PomManifest {

    private static final int MAX_NAMED = 3;

    private final String path;
    private final EffectiveModel model;
    private final PomSource source;
    private final ModelBuilder models;

    private final List<Component> components = new ArrayList<>();
    private final List<Dependency> dependencies = new ArrayList<>();
    private final Set<String> withoutVersion = new TreeSet<>();
    private int unnamed;

    PomManifest(String path, EffectiveModel model, PomSource source, ModelBuilder models) {
        this.path = path;
        this.model = model;
        this.source = source;
        this.models = models;
    }

    void report(Reporter reporter, ScanContext context) {
        Resolution resolution = Resolution.of(model, source, models, context);
        Purl root = root();
        for (Node node : resolution.nodes()) add(node, root);
        for (Requirement tool : model.buildTools()) addTool(tool, root);
        for (Requirement requirement : model.dependencies()) {
            if (!requirement.key().isNamed()) unnamed++;
        }
        reporter.manifest(new Manifest(path, "maven-pom", root, components, dependencies));
        List<String> open = open(resolution);
        if (!open.isEmpty()) reporter.gap(new Gap(Gap.Kind.UNRESOLVED, path, String.join("; ", open)));
        if (resolution.isCutOff()) {
            reporter.gap(new Gap(Gap.Kind.LIMIT, path, "more dependencies, or deeper ones, than are followed"));
        }
    }

    private @Nullable Purl root() {
        if (!Coordinates.isName(model.groupId()) || !Coordinates.isName(model.artifactId())) return null;
        String version = Coordinates.isVersion(model.version()) ? model.version() : null;
        return Purl.of("maven", model.groupId(), model.artifactId(), version);
    }

    private void add(Node node, @Nullable Purl root) {
        if (!node.isModule) {
            addComponent(node.purl(), node.stated, node.modelScope(), node.relation(), node.location);
        }
        if (node.isDirect() && root != null) dependencies.add(new Dependency(root, node.purl()));
        for (Node.Edge edge : node.edges)
            dependencies.add(new Dependency(node.purl(), edge.to().purl()));
    }

    private void addTool(Requirement tool, @Nullable Purl root) {
        if (!tool.key().isNamed()) {
            unnamed++;
            return;
        }
        if (tool.location() == null) return;
        ArtifactKey key = tool.key();
        String version =
                tool.version() == null ? null : Ranges.choose(source, key.groupId(), key.artifactId(), tool.version());
        if (version != null && source.scanned(new Coordinates(key.groupId(), key.artifactId(), version)) != null) {
            return;
        }
        Purl purl = key.purl(version);
        addComponent(purl, tool.version(), Scope.BUILD, Relation.DIRECT, tool.location());
        if (root != null) dependencies.add(new Dependency(root, purl));
    }

    private void addComponent(Purl purl, @Nullable String stated, Scope scope, Relation relation, Location location) {
        var component = Component.of(purl, scope, relation, location);
        boolean isRange = stated != null && !stated.equals(purl.version());
        if (purl.version() == null) withoutVersion.add(purl.namespace() + ":" + purl.name());
        boolean keep = isRange && (purl.version() == null || VersionRequirement.isRange(String.valueOf(stated)));
        components.add(keep ? component.withRequirement(stated) : component);
    }

    private List<String> open(Resolution resolution) {
        var open = new ArrayList<>(model.open());
        if (!withoutVersion.isEmpty()) {
            open.add("no version can be told for %d of its requirements (%s)"
                    .formatted(withoutVersion.size(), some(withoutVersion)));
        }
        if (unnamed > 0) open.add("%d requirements have no name that can be told".formatted(unnamed));
        Map<String, Set<String>> unknown = resolution.unknown();
        if (!unknown.isEmpty()) {
            int count = unknown.values().stream().mapToInt(Set::size).sum();
            List<String> reasons = unknown.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(reason -> "%s: %d (%s)"
                            .formatted(
                                    reason.getKey(), reason.getValue().size(), some(new TreeSet<>(reason.getValue()))))
                    .toList();
            open.add("the own dependencies of %d dependencies are unknown: %s"
                    .formatted(count, String.join(", ", reasons)));
        }
        return open;
    }

    /// The first few of many names.
    private static String some(Set<String> names) {
        String first = String.join(", ", names.stream().limit(MAX_NAMED).toList());
        return names.size() > MAX_NAMED ? first + ", …" : first;
    }
}
