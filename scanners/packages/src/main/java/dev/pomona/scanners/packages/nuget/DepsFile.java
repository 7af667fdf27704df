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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads `*.deps.json`, the record of what a built .NET program loads (documented with the host in dotnet/runtime,
/// `runtime-configuration-file`).
final class DepsFile {

    private static final String RUNTIME_PACK = "runtimepack.";

    private final Source source;
    private final ResolvedGraph graph = new ResolvedGraph();

    private final SortedMap<String, Optional<Purl>> projects = new TreeMap<>();
    private @Nullable Purl root;
    private @Nullable String rootKey;

    private DepsFile(Source source) {
        this.source = source;
    }

    static void report(Source source) {
        Node document = source.json();
        if (document == null) return;
        if (!(document.find("libraries") instanceof Mapping libraries)) {
            source.malformed("no 'libraries'");
            return;
        }
        new DepsFile(source).read(document, libraries);
    }

    private void read(Node document, Mapping libraries) {
        for (Mapping.Entry library : libraries.entries()) node(library);
        Set<String> needed = new HashSet<>();
        for (Mapping.Entry target : document.entries("targets")) {
            for (Mapping.Entry library : target.value().entries()) connect(library, needed);
        }
        if (rootKey == null) {
            projects.keySet().removeAll(needed);
            projects.keySet().forEach(project -> graph.want(project, Scope.RUNTIME));
            // a program may have another name than its project: then it is the one that no other needs
            if (projects.size() == 1) root = projects.firstEntry().getValue().orElse(null);
        } else {
            graph.want(rootKey, Scope.RUNTIME);
        }
        graph.report(source, "dotnet-deps", root);
    }

    private void node(Mapping.Entry library) {
        int slash = library.key().lastIndexOf('/');
        Location at = library.at(source.path());
        if (slash <= 0) {
            source.malformed("line %d: a library is 'name/version'".formatted(library.line()));
            return;
        }
        String name = library.key().substring(0, slash);
        String version = library.key().substring(slash + 1);
        String key = name.toLowerCase(Locale.ROOT);
        switch (String.valueOf(library.value().text("type")).toLowerCase(Locale.ROOT)) {
            case "package" -> component(key, name, version, library, at);
            case "runtimepack" -> component(key, name.substring(runtimePackPrefix(name)), version, library, at);
            case "project" -> {
                graph.addLocal(key);
                Purl project = source.purl("nuget", null, name, version, at);
                projects.put(key, Optional.ofNullable(project));
                if (source.file().facts().name().equalsIgnoreCase(name + ".deps.json")) {
                    root = project;
                    rootKey = key;
                }
            }
            case "reference" -> {} // an assembly on the builder's disk, not a package
            default ->
                source.unsupported("line %d: the type '%s' of %s is not known"
                        .formatted(library.line(), library.value().text("type"), name));
        }
    }

    private static int runtimePackPrefix(String name) {
        boolean prefixed = name.startsWith(RUNTIME_PACK) && name.length() > RUNTIME_PACK.length();
        return prefixed ? RUNTIME_PACK.length() : 0;
    }

    private void component(String key, String name, String version, Mapping.Entry library, Location at) {
        Purl purl = source.purl("nuget", null, name, version, at);
        if (purl == null) return;
        String stated = library.value().text("sha512");
        String base64 = stated != null && stated.startsWith("sha512-") ? stated.substring("sha512-".length()) : stated;
        Digest digest = Source.base64(SHA512, base64);
        graph.add(
                key,
                Component.of(purl, Scope.RUNTIME, Relation.UNKNOWN, at)
                        .withDigests(digest == null ? List.of() : List.of(digest)));
    }

    private void connect(Mapping.Entry library, Set<String> needed) {
        int slash = library.key().lastIndexOf('/');
        if (slash <= 0) return;
        String from = library.key().substring(0, slash).toLowerCase(Locale.ROOT);
        if (!graph.contains(from)) return;
        for (Mapping.Entry dependency : library.value().entries("dependencies")) {
            String to = dependency.key().toLowerCase(Locale.ROOT);
            if (!graph.contains(to)) continue;
            needed.add(to);
            graph.connect(from, to);
        }
    }
}
