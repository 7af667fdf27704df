// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.composer;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A project's `composer.json`.
///
/// @param root `null` when the project has no name
/// @param provided packages that the project itself stands in for (`replace`, `provide`), lower case
record ComposerManifest(Source source, @Nullable Purl root, List<Requirement> requirements, Set<String> provided) {

    ComposerManifest {
        requirements = List.copyOf(requirements);
        provided = Set.copyOf(provided);
    }

    /// @param name lower case
    record Requirement(String name, String constraint, Scope scope, Location location) {}

    /// `null`, after a gap, when the file can't be understood.
    static @Nullable ComposerManifest read(Source source) {
        Node document = source.json();
        if (document == null) return null;
        if (!(document instanceof Mapping)) {
            source.malformed("no JSON object");
            return null;
        }
        String name = document.text("name");
        Purl root = name == null ? null : Packages.coordinates(source, name, document.at(source.path()));
        var requirements = new ArrayList<Requirement>();
        require(source, document, "require", Scope.RUNTIME, requirements);
        require(source, document, "require-dev", Scope.DEVELOPMENT, requirements);
        Set<String> provided = new HashSet<>();
        for (String key : List.of("replace", "provide")) {
            document.entries(key).forEach(entry -> provided.add(entry.key().toLowerCase(Locale.ROOT)));
        }
        String version = document.text("version");
        return new ComposerManifest(source, root == null ? null : root.withVersion(version), requirements, provided);
    }

    private static void require(Source source, Node document, String key, Scope scope, List<Requirement> requirements) {
        for (Mapping.Entry entry : document.entries(key)) {
            if (Packages.isPlatform(entry.key())) continue;
            String constraint = entry.value().text();
            requirements.add(new Requirement(
                    entry.key().toLowerCase(Locale.ROOT),
                    constraint == null ? "*" : constraint,
                    scope,
                    entry.at(source.path())));
        }
    }

    /// Reports what the manifest states, where no lock file resolves it.
    void reportAlone() {
        var graph = new ResolvedGraph();
        int open = 0;
        for (Requirement requirement : requirements) {
            Purl purl = Packages.coordinates(source, requirement.name(), requirement.location());
            if (purl == null) continue;
            String version = Packages.exact(requirement.constraint());
            if (version == null) open++;
            String key = requirement.name() + " " + requirement.scope();
            graph.add(
                    key,
                    Component.of(
                                    purl.withVersion(version),
                                    requirement.scope(),
                                    Relation.DIRECT,
                                    requirement.location())
                            .withRequirement(requirement.constraint()));
            graph.want(key, requirement.scope());
        }
        graph.report(source, "composer-json", root);
        if (!requirements.isEmpty()) {
            source.unresolved(
                    "composer.lock is missing: what the packages need in turn is not known, and %d of %d requirements stay open"
                            .formatted(open, requirements.size()));
        }
    }
}
