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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `packages.lock.json`, versions 1 and 2: a graph per target framework, and for each runtime what differs from
/// the framework's.
final class PackagesLock {

    private final Source source;
    private final @Nullable NuGetProject project;
    private final Map<String, Scope> scopes;
    private final Map<String, Location> places;
    private final ResolvedGraph graph = new ResolvedGraph();
    private final Set<String> packages = new HashSet<>();

    private PackagesLock(Source source, @Nullable NuGetProject project) {
        this.source = source;
        this.project = project;
        this.scopes = project == null ? Map.of() : project.scopes();
        this.places = project == null ? Map.of() : project.places();
    }

    /// Reports the lock file.
    ///
    /// @param project that it belongs to, `null` when there is none
    /// @return whether it was understood
    static boolean report(Source source, @Nullable NuGetProject project) {
        Node document = source.json();
        if (document == null) return false;
        return new PackagesLock(source, project).read(document);
    }

    private boolean read(Node document) {
        String version = document.text("version");
        if (!(document.find("dependencies") instanceof Mapping targets)) {
            source.malformed("no 'dependencies'");
            return false;
        }
        if (version == null || !(version.equals("1") || version.equals("2"))) {
            source.unsupported("line %d: lock file version %s is not known; it is read as version 2"
                    .formatted(document.line(), version));
        }
        Map<String, Map<String, String>> keysByTarget = new HashMap<>();
        for (Mapping.Entry target : targets.entries()) {
            keysByTarget.put(target.key(), nodes(target));
        }
        for (Mapping.Entry target : targets.entries()) {
            connect(target, keysByTarget);
        }
        if (project != null) project.compareWith(source, packages);
        graph.report(source, "nuget-lock", project == null ? null : project.root());
        return true;
    }

    /// Adds what one target lists; the keys of its nodes by lower-case id.
    private Map<String, String> nodes(Mapping.Entry target) {
        Map<String, String> keys = new HashMap<>();
        for (Mapping.Entry entry : target.value().entries()) {
            String id = entry.key().toLowerCase(Locale.ROOT);
            if ("Project".equals(entry.value().text("type"))) {
                String key = "project " + id;
                graph.addLocal(key);
                keys.put(id, key);
                continue;
            }
            Component component = component(entry);
            if (component == null) continue;
            packages.add(id);
            String key = id + "@" + component.purl().version();
            graph.add(key, component);
            keys.put(id, key);
            if (component.relation() == Relation.DIRECT) graph.want(key, scope(id));
        }
        return keys;
    }

    private Scope scope(String id) {
        Scope stated = scopes.get(id);
        if (stated != null) return stated;
        return project == null ? Scope.RUNTIME : project.scope();
    }

    private @Nullable Component component(Mapping.Entry entry) {
        Node value = entry.value();
        Location at = entry.at(source.path());
        Purl purl = source.purl("nuget", null, entry.key(), value.text("resolved"), at);
        if (purl == null) return null;
        var locations = new ArrayList<>(List.of(at));
        Relation relation = switch (String.valueOf(value.text("type"))) {
            case "Direct" -> {
                Location place = places.get(entry.key().toLowerCase(Locale.ROOT));
                if (place != null) locations.add(place);
                yield Relation.DIRECT;
            }
            case "Transitive", "CentralTransitive" -> Relation.TRANSITIVE;
            default -> {
                source.unsupported("line %d: the type '%s' of %s is not known"
                        .formatted(entry.line(), value.text("type"), entry.key()));
                yield Relation.UNKNOWN;
            }
        };
        Digest digest = Source.base64(SHA512, value.text("contentHash"));
        return new Component(
                purl,
                value.text("requested"),
                Scope.RUNTIME,
                relation,
                locations,
                digest == null ? List.of() : List.of(digest),
                List.of());
    }

    /// A runtime's section (`net8.0/linux-x64`) falls back to its framework's.
    private void connect(Mapping.Entry target, Map<String, Map<String, String>> keysByTarget) {
        Map<String, String> own = keysByTarget.getOrDefault(target.key(), Map.of());
        int slash = target.key().indexOf('/');
        Map<String, String> base =
                slash < 0 ? Map.of() : keysByTarget.getOrDefault(target.key().substring(0, slash), Map.of());
        for (Mapping.Entry entry : target.value().entries()) {
            String from = own.get(entry.key().toLowerCase(Locale.ROOT));
            if (from == null) continue;
            // which projects are referenced directly is not told; all of them belong to the scanned tree
            if (from.startsWith("project ")) graph.want(from, scope(""));
            for (Mapping.Entry dependency : entry.value().entries("dependencies")) {
                String id = dependency.key().toLowerCase(Locale.ROOT);
                String to = own.getOrDefault(id, base.get(id));
                if (to != null) graph.connect(from, to);
            }
        }
    }
}
