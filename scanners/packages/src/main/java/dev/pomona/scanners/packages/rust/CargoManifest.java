// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rust;

import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a `Cargo.toml` declares, with what it inherits from its workspace (The Cargo Book, *The Manifest
/// Format*, *Workspaces*).
///
/// @param name of its package; `null` for a workspace without one
/// @param version `null` when it has none
/// @param dependencies of all kinds and targets
/// @param problems entries that could not be understood
record CargoManifest(
        String path,
        @Nullable String name,
        @Nullable String version,
        List<CargoDependency> dependencies,
        List<String> problems) {

    CargoManifest {
        dependencies = List.copyOf(dependencies);
        problems = List.copyOf(problems);
    }

    /// @param workspace the document of the workspace's root, `null` when there is none
    static CargoManifest read(Mapping document, String path, @Nullable Mapping workspace) {
        return new Reading(document, path, workspace).read();
    }

    /// `null` when it has no package, or one that can't be named so.
    @Nullable
    Purl purl() {
        return Crates.purl(name, version, java.util.Map.of())
                .or(() -> Crates.purl(name, null, java.util.Map.of()))
                .orElse(null);
    }

    private static final class Reading {

        private final Mapping document;
        private final String path;
        private final @Nullable Mapping workspace;
        private final List<CargoDependency> dependencies = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Set<String> enabled = new HashSet<>();

        Reading(Mapping document, String path, @Nullable Mapping workspace) {
            this.document = document;
            this.path = path;
            this.workspace = workspace;
        }

        CargoManifest read() {
            followDefaultFeatures();
            kinds(document);
            for (Mapping.Entry target : document.entries("target")) kinds(target.value());
            return new CargoManifest(path, name(), version(), dependencies, problems);
        }

        private @Nullable Node inPackage(String key) {
            Node found = document.find("package", key);
            return found == null ? document.find("project", key) : found;
        }

        private @Nullable String name() {
            Node name = inPackage("name");
            return name == null ? null : name.text();
        }

        private @Nullable String version() {
            Node version = inPackage("version");
            if (version == null) return null;
            if (!version.isTrue("workspace")) return version.text();
            Node inherited = workspace == null ? null : workspace.find("workspace", "package", "version");
            return inherited == null ? null : inherited.text();
        }

        /// Optional dependencies that the `default` feature switches on are part of an ordinary build.
        private void followDefaultFeatures() {
            Node features = document.find("features");
            if (features == null) return;
            Deque<String> waiting = new ArrayDeque<>(List.of("default"));
            Set<String> seen = new HashSet<>(waiting);
            while (!waiting.isEmpty()) {
                for (Node item : features.items(waiting.remove())) {
                    String feature = item.text();
                    if (feature == null) continue;
                    boolean dependency = feature.startsWith("dep:");
                    int slash = feature.indexOf('/');
                    String name = dependency ? feature.substring(4) : slash < 0 ? feature : feature.substring(0, slash);
                    if (name.endsWith("?")) continue;
                    enabled.add(name);
                    if (!dependency && slash < 0 && seen.add(name)) waiting.add(name);
                }
            }
        }

        private void kinds(Node tables) {
            for (Mapping.Entry kind : tables.entries()) {
                switch (kind.key()) {
                    case "dependencies" -> table(kind.value(), Scope.RUNTIME);
                    case "dev-dependencies", "dev_dependencies" -> table(kind.value(), Scope.DEVELOPMENT);
                    case "build-dependencies", "build_dependencies" -> table(kind.value(), Scope.BUILD);
                    default -> {}
                }
            }
        }

        private void table(Node table, Scope scope) {
            for (Mapping.Entry entry : table.entries()) {
                Node value = entry.value();
                Node inherited = null;
                if (value.isTrue("workspace")) {
                    inherited = workspace == null ? null : workspace.find("workspace", "dependencies", entry.key());
                    if (inherited == null)
                        problems.add(
                                "line %d: the workspace has no dependency '%s'".formatted(entry.line(), entry.key()));
                }
                CargoDependency dependency =
                        dependency(entry, inherited == null ? value : inherited, value.isTrue("optional"), scope);
                if (Crates.isName(dependency.name())) dependencies.add(dependency);
                else problems.add("line %d: a crate can't be named so".formatted(entry.line()));
            }
        }

        private CargoDependency dependency(Mapping.Entry entry, Node value, boolean optional, Scope scope) {
            boolean left = optional && scope == Scope.RUNTIME && !enabled.contains(entry.key());
            String version = value.entries().isEmpty() ? value.text() : value.text("version");
            String renamed = value.text("package");
            return new CargoDependency(
                    entry.key(),
                    renamed == null ? entry.key() : renamed,
                    version == null || version.isBlank() ? "*" : version.strip(),
                    git(value),
                    value.text("path") != null,
                    left ? Scope.OPTIONAL : scope,
                    entry.at(path));
        }

        private static @Nullable String git(Node value) {
            String url = value.text("git");
            if (url == null) return null;
            String plain = "git+" + Crates.withoutCredentials(url);
            for (String key : List.of("rev", "tag", "branch")) {
                String reference = value.text(key);
                if (reference != null) return plain + "@" + reference;
            }
            return plain;
        }
    }
}
