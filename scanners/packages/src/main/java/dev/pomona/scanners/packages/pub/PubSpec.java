// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.pub;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A project's `pubspec.yaml`.
///
/// @param root `null` when the project has no name
/// @param isWorkspaceMember whether a project above holds its lock file (`resolution: workspace`)
record PubSpec(Source source, @Nullable Purl root, Map<String, Requirement> requirements, boolean isWorkspaceMember) {

    /// @param constraint `null` for packages from a path, an SDK or a repository
    record Requirement(@Nullable String constraint, boolean local, Scope scope, Location location) {}

    /// `null`, after a gap, when the file can't be understood.
    static @Nullable PubSpec read(Source source) {
        Node document = source.yaml();
        if (document == null) return null;
        if (!(document instanceof Mapping) && !source.file().text().isBlank()) {
            source.malformed("no mapping");
            return null;
        }
        String name = document.text("name");
        Purl root = name == null || name.isBlank() ? null : Source.root("pub", name, document.text("version"));
        Map<String, Requirement> requirements = new LinkedHashMap<>();
        read(source, document, "dependencies", Scope.RUNTIME, requirements);
        read(source, document, "dev_dependencies", Scope.DEVELOPMENT, requirements);
        return new PubSpec(source, root, requirements, "workspace".equals(document.text("resolution")));
    }

    private static void read(
            Source source, Node document, String key, Scope scope, Map<String, Requirement> requirements) {
        for (Mapping.Entry entry : document.entries(key)) {
            Node value = entry.value();
            String constraint = value.text() == null ? value.text("version") : value.text();
            boolean local = value.find("path") != null || value.find("sdk") != null;
            boolean git = value.find("git") != null;
            String asked = constraint == null && !git ? "any" : constraint;
            requirements.putIfAbsent(entry.key(), new Requirement(asked, local, scope, entry.at(source.path())));
        }
    }

    @Nullable
    String constraint(String name) {
        Requirement requirement = requirements.get(name);
        return requirement == null ? null : requirement.constraint();
    }

    @Nullable
    Location place(String name) {
        Requirement requirement = requirements.get(name);
        return requirement == null ? null : requirement.location();
    }

    /// Says which packages the project asks for that its lock file does not have.
    void compareWith(Source lock, Set<String> locked) {
        requirements.forEach((name, requirement) -> {
            if (!requirement.local() && !locked.contains(name)) {
                lock.unresolved("%s asks for %s, which the lock file does not have".formatted(source.path(), name));
            }
        });
    }

    /// Reports what the project states, where no lock file resolves it.
    void reportAlone() {
        var graph = new ResolvedGraph();
        int[] counts = new int[2];
        requirements.forEach((name, requirement) -> {
            Purl purl = requirement.local() ? null : source.coordinates("pub", null, name, requirement.location());
            if (purl == null) return;
            String asked = requirement.constraint() == null ? "git" : requirement.constraint();
            boolean exact = !asked.isEmpty()
                    && Character.isDigit(asked.charAt(0))
                    && asked.chars().noneMatch(c -> c == ' ' || c == '<');
            counts[0]++;
            if (!exact) counts[1]++;
            graph.add(
                    name,
                    Component.of(
                                    purl.withVersion(exact ? asked : null),
                                    requirement.scope(),
                                    Relation.DIRECT,
                                    requirement.location())
                            .withRequirement(asked));
            graph.want(name, requirement.scope());
        });
        graph.report(source, "pubspec", root);
        if (counts[0] > 0) {
            source.unresolved(
                    "pubspec.lock is missing: what the packages need in turn is not known, and %d of %d requirements stay open"
                            .formatted(counts[1], counts[0]));
        }
    }
}
