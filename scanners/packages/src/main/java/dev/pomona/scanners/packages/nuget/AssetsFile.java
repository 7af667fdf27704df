// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import static dev.pomona.model.component.Digest.Algorithm.SHA512;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `obj/project.assets.json`, which a restore leaves behind: a graph per target, and what the project asked for.
final class AssetsFile {

    private final Source source;
    private final @Nullable NuGetProject project;
    private final ResolvedGraph graph = new ResolvedGraph();

    private AssetsFile(Source source, @Nullable NuGetProject project) {
        this.source = source;
        this.project = project;
    }

    /// Reports the file.
    ///
    /// @return whether it was understood
    static boolean report(Source source, @Nullable NuGetProject project) {
        Node document = source.json();
        if (document == null) return false;
        if (!(document.find("targets") instanceof Mapping) || !(document.find("libraries") instanceof Mapping)) {
            source.malformed("no 'targets' or no 'libraries'");
            return false;
        }
        new AssetsFile(source, project).read(document);
        return true;
    }

    private void read(Node document) {
        Map<String, Location> places = project == null ? Map.of() : project.places();
        for (Mapping.Entry library : document.entries("libraries")) {
            int slash = library.key().lastIndexOf('/');
            if (slash <= 0) {
                source.malformed("line %d: a library is 'name/version'".formatted(library.line()));
                continue;
            }
            String key = library.key().toLowerCase(Locale.ROOT);
            if ("project".equals(library.value().text("type"))) {
                graph.addLocal(key);
                continue;
            }
            String id = library.key().substring(0, slash);
            Location at = library.at(source.path());
            Purl purl = source.purl("nuget", null, id, library.key().substring(slash + 1), at);
            if (purl == null) continue;
            var locations = new ArrayList<>(List.of(at));
            Location place = places.get(id.toLowerCase(Locale.ROOT));
            if (place != null) locations.add(place);
            Digest digest = Source.base64(SHA512, library.value().text("sha512"));
            graph.add(
                    key,
                    Component.of(purl, Scope.RUNTIME, Relation.UNKNOWN, at)
                            .withLocations(locations)
                            .withDigests(digest == null ? List.of() : List.of(digest)));
        }
        Map<String, Scope> wanted = wanted(document);
        for (Mapping.Entry target : document.entries("targets")) connect(target, wanted);
        graph.report(source, "nuget-assets", project == null ? root(document) : project.root());
    }

    private void connect(Mapping.Entry target, Map<String, Scope> wanted) {
        Map<String, String> keys = new HashMap<>();
        for (Mapping.Entry library : target.value().entries()) {
            int slash = library.key().lastIndexOf('/');
            if (slash <= 0) continue;
            String id = library.key().substring(0, slash).toLowerCase(Locale.ROOT);
            String key = library.key().toLowerCase(Locale.ROOT);
            keys.put(id, key);
            Scope scope = wanted.get(id);
            if (scope != null) graph.want(key, scope);
            else if ("project".equals(library.value().text("type"))) graph.want(key, ownScope());
        }
        for (Mapping.Entry library : target.value().entries()) {
            String from = library.key().toLowerCase(Locale.ROOT);
            for (Mapping.Entry dependency : library.value().entries("dependencies")) {
                String to = keys.get(dependency.key().toLowerCase(Locale.ROOT));
                if (to != null) graph.connect(from, to);
            }
        }
    }

    private Scope ownScope() {
        return project == null ? Scope.RUNTIME : project.scope();
    }

    /// What the project asked for, by lower-case id; `suppressParent: All` is what `PrivateAssets=all` becomes.
    private Map<String, Scope> wanted(Node document) {
        Map<String, Scope> wanted = new HashMap<>();
        Node description = document.find("project");
        if (description == null) return wanted;
        for (Mapping.Entry framework : description.entries("frameworks")) {
            for (Mapping.Entry dependency : framework.value().entries("dependencies")) {
                boolean isPrivate = "All".equalsIgnoreCase(dependency.value().text("suppressParent"));
                Scope scope = isPrivate ? Scope.DEVELOPMENT : ownScope();
                wanted.merge(dependency.key().toLowerCase(Locale.ROOT), scope, Scope::mostExposed);
            }
        }
        return wanted;
    }

    private @Nullable Purl root(Node document) {
        Node restore = document.find("project", "restore");
        String name = restore == null ? null : restore.text("projectName");
        return restore == null || name == null || name.isBlank()
                ? null
                : source.coordinates("nuget", null, name, restore.at(source.path()));
    }
}
