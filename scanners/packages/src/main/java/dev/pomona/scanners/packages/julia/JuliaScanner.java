// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.julia;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileSet;
import dev.pomona.scan.api.ProjectScanner;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.scanners.packages.locked.ResolvedGraph;
import dev.pomona.scanners.packages.locked.Siblings;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `Manifest.toml`, formats 1 and 2, with `Project.toml` beside it for what is direct. Packages of one name are told
/// apart by their UUID. Packages of the standard library have the version of Julia itself.
public final class JuliaScanner implements ProjectScanner {

    @Override
    public ScannerInfo info() {
        return new ScannerInfo("julia", 1, "Julia packages resolved by Pkg");
    }

    @Override
    public boolean wants(FileFacts file) {
        return isManifest(file.name()) || isProject(file.name());
    }

    private static boolean isManifest(String name) {
        boolean versioned = name.startsWith("Manifest-v") && name.endsWith(".toml");
        return versioned || name.equals("Manifest.toml") || name.equals("JuliaManifest.toml");
    }

    private static boolean isProject(String name) {
        return name.equals("Project.toml") || name.equals("JuliaProject.toml");
    }

    @Override
    public void scan(FileSet files, Reporter reporter, ScanContext context) {
        Map<String, Mapping> projects = new HashMap<>();
        var projectSources = new ArrayList<Source>();
        for (FileFacts file : files.all()) {
            context.checkTime();
            if (!isProject(file.name())) continue;
            files.find(file.path()).ifPresent(view -> {
                var source = new Source(view, reporter);
                Mapping project = source.toml();
                if (project == null) return;
                projects.put(file.folder(), project);
                projectSources.add(source);
            });
        }
        var resolved = new HashSet<String>();
        for (FileFacts file : files.all()) {
            context.checkTime();
            if (!isManifest(file.name())) continue;
            files.find(file.path()).ifPresent(view -> {
                var source = new Source(view, reporter);
                Mapping manifest = source.toml();
                if (manifest == null) return;
                resolved.add(file.folder());
                new Resolved(source, manifest, projects.get(file.folder())).report();
            });
        }
        for (Source source : projectSources) {
            Mapping project = projects.get(source.folder());
            boolean workspace = Siblings.above(source.folder()) != null
                    && resolved.contains(String.valueOf(Siblings.above(source.folder())));
            if (project != null && !resolved.contains(source.folder()) && !workspace) reportAlone(source, project);
        }
    }

    /// What a project states where nothing is resolved: names, and compatible versions.
    private static void reportAlone(Source source, Mapping project) {
        var graph = new ResolvedGraph();
        for (Mapping.Entry dependency : project.entries("deps")) {
            Location at = dependency.at(source.path());
            String uuid = dependency.value().text();
            Purl identified =
                    uuid == null ? null : identified(source, dependency.key(), null, Map.of("uuid", uuid), at);
            if (uuid == null || identified == null) continue;
            Node compatible = project.find("compat", dependency.key());
            String asked = compatible == null || compatible.text() == null ? "*" : compatible.text();
            graph.add(uuid, Component.unresolved(identified, asked, Scope.RUNTIME, Relation.DIRECT, at));
            graph.want(uuid, Scope.RUNTIME);
        }
        graph.report(source, "julia-project", root(source, project));
        int open = project.entries("deps").size();
        if (open > 0) source.unresolved("Manifest.toml is missing: %d requirements stay open".formatted(open));
    }

    private static @Nullable Purl root(Source source, @Nullable Mapping project) {
        String name = project == null ? null : project.text("name");
        String uuid = project == null ? null : project.text("uuid");
        if (project == null || name == null || name.isBlank()) return null;
        if (uuid == null) return null; // a name alone does not say which Julia package it is
        return identified(source, name, project.text("version"), Map.of("uuid", uuid), project.at(source.path()));
    }

    /// Julia's purls need the UUID; `null`, after a gap, where a part can't be written.
    private static @Nullable Purl identified(
            Source source, String name, @Nullable String version, Map<String, String> qualifiers, Location at) {
        try {
            return new Purl("julia", null, name, version, new TreeMap<>(qualifiers), null);
        } catch (InvalidPurlException e) {
            source.malformed("line %d: %s".formatted(at.line(), e.getMessage()));
            return null;
        }
    }

    private static final class Resolved {

        private final Source source;
        private final Mapping manifest;
        private final @Nullable Mapping project;
        private final ResolvedGraph graph = new ResolvedGraph();
        private final Map<String, List<String>> uuidsByName = new HashMap<>();
        private final @Nullable String juliaVersion;

        Resolved(Source source, Mapping manifest, @Nullable Mapping project) {
            this.source = source;
            this.manifest = manifest;
            this.project = project;
            this.juliaVersion = manifest.text("julia_version");
        }

        void report() {
            String format = manifest.text("manifest_format");
            boolean isFirst = format == null || format.equals("1") || format.startsWith("1.");
            if (format != null && !isFirst && !format.equals("2") && !format.startsWith("2.")) {
                source.unsupported("manifest format %s is not known; it is read as format 2".formatted(format));
            }
            List<Mapping.Entry> packages = isFirst ? manifest.entries() : manifest.entries("deps");
            for (Mapping.Entry named : packages) {
                for (Node one : versions(named)) node(named, one);
            }
            for (Mapping.Entry named : packages) {
                for (Node one : versions(named)) connect(one);
            }
            if (project != null) {
                for (Mapping.Entry dependency : project.entries("deps")) {
                    String uuid = dependency.value().text();
                    if (uuid == null) continue;
                    if (graph.contains(uuid)) graph.want(uuid, Scope.RUNTIME);
                    else {
                        source.unresolved("Project.toml asks for %s, which the manifest does not have"
                                .formatted(dependency.key()));
                    }
                }
            }
            graph.report(source, "julia-manifest", root(source, project));
        }

        private static List<Node> versions(Mapping.Entry named) {
            if (named.value() instanceof Sequence list) return list.items();
            return named.value() instanceof Mapping one ? List.of(one) : List.of(); // else a setting
        }

        private void node(Mapping.Entry named, Node one) {
            Location at = one.at(source.path());
            String uuid = one.text("uuid");
            if (uuid == null || uuid.isBlank()) {
                source.unsupported("line %d: the package %s has no uuid".formatted(one.line(), named.key()));
                return;
            }
            uuidsByName.computeIfAbsent(named.key(), _ -> new ArrayList<>(1)).add(uuid);
            if (one.text("path") != null) {
                graph.addLocal(uuid);
                return;
            }
            // without a version it is part of the standard library, which comes with Julia
            String version = one.text("version") == null ? juliaVersion : one.text("version");
            if (version == null) {
                Purl identified = identified(source, named.key(), null, Map.of("uuid", uuid), at);
                if (identified == null) return;
                graph.add(uuid, Component.unresolved(identified, "stdlib", Scope.RUNTIME, Relation.UNKNOWN, at));
                return;
            }
            Map<String, String> qualifiers = new HashMap<>(Map.of("uuid", uuid));
            String repository = one.text("repo-url");
            String tree = one.text("git-tree-sha1");
            if (repository != null) qualifiers.put("vcs_url", "git+" + repository + (tree == null ? "" : "#" + tree));
            Purl purl = identified(source, named.key(), version, qualifiers, at);
            if (purl != null) graph.add(uuid, Component.of(purl, Scope.RUNTIME, Relation.UNKNOWN, at));
        }

        /// A list of names, or a mapping to UUIDs where a name is not unique.
        private void connect(Node one) {
            String from = one.text("uuid");
            Node needs = one.find("deps");
            if (from == null || needs == null) return;
            for (Node name : needs.items()) {
                List<String> uuids = uuidsByName.getOrDefault(String.valueOf(name.text()), List.of());
                if (uuids.size() == 1) graph.connect(from, uuids.getFirst());
            }
            for (Mapping.Entry need : needs.entries()) {
                if (need.value().text() != null)
                    graph.connect(from, need.value().text());
            }
        }
    }
}
