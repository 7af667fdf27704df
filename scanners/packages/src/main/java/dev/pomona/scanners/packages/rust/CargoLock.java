// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rust;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.project.LockGraph;
import dev.pomona.scanners.packages.project.ProjectPath;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// `Cargo.lock` in its versions 1 to 4.
///
/// Packages without a source are the project's own. What they need is split into kinds by their manifests; what
/// others need to build is not told apart from what they need to run, for the lock file does not say.
final class CargoLock {

    /// Versions of one crate that a dependency without a version is taken to mean, when the file is ambiguous.
    private static final int MOST_OF_ONE_NAME = 100;

    private final String path;
    private final LockGraph graph = new LockGraph();
    private final Map<String, List<Entry>> byName = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, CargoManifest> manifests = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Digest> checksums = new HashMap<>();
    private @Nullable Gap gap;

    private record Entry(
            LockGraph.Node node,
            String name,
            String version,
            @Nullable String source,
            Node described) {}

    private CargoLock(String path) {
        this.path = path;
    }

    static CargoLock read(Mapping document, String path) {
        var lock = new CargoLock(path);
        lock.packages(document);
        return lock;
    }

    String path() {
        return path;
    }

    /// Whether the lock file knows a package of the project by this name.
    boolean hasLocal(@Nullable String name) {
        return name != null && byName.getOrDefault(name, List.of()).stream().anyMatch(entry -> entry.node.isLocal());
    }

    /// Gives the lock file the manifest of one of the project's packages.
    void add(CargoManifest manifest) {
        if (manifest.name() != null) manifests.putIfAbsent(manifest.name(), manifest);
    }

    private void packages(Mapping document) {
        String version = document.text("version");
        boolean known = version == null || List.of("1", "2", "3", "4").contains(version);
        if (!known) gap = new Gap(Gap.Kind.UNSUPPORTED, path, "version is none of 1 to 4; read as 4");
        if (document.find("package") == null
                && document.find("root") == null
                && !document.entries().isEmpty()
                && version == null) {
            gap = new Gap(Gap.Kind.MALFORMED, path, "neither version nor [[package]] is there");
        }
        for (Mapping.Entry entry : document.entries("metadata")) {
            String text = entry.value().text();
            if (entry.key().startsWith("checksum ") && text != null) {
                digest(text).forEach(digest -> checksums.put(entry.key().substring("checksum ".length()), digest));
            }
        }
        Node root = document.find("root");
        if (root != null) addPackage(root);
        for (Node one : document.items("package")) addPackage(one);
    }

    private void addPackage(Node one) {
        String name = one.text("name");
        String version = one.text("version");
        String source = one.text("source");
        Purl purl = Crates.purl(name, version, Crates.qualifiers(source)).orElse(null);
        if (purl == null || name == null || version == null) {
            problems.add("line %d: a package without a proper name or version".formatted(one.line()));
            return;
        }
        LockGraph.Node node;
        if (source == null) {
            node = graph.addLocal();
        } else {
            Node named = one.find("name");
            Location at = (named == null ? one : named).at(path);
            node = graph.add(new Component(
                    purl,
                    null,
                    Scope.RUNTIME,
                    Relation.UNKNOWN,
                    List.of(at),
                    digests(one, name, version, source),
                    List.of()));
        }
        var entry = new Entry(node, name, version, source, one);
        entries.add(entry);
        byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(entry);
    }

    private List<Digest> digests(Node one, String name, String version, String source) {
        String checksum = one.text("checksum");
        if (checksum != null) return digest(checksum);
        Digest listed = checksums.get("%s %s (%s)".formatted(name, version, source));
        return listed == null ? List.of() : List.of(listed);
    }

    /// Of the crate's archive; empty for `<none>`.
    private static List<Digest> digest(String hex) {
        boolean sha256 = hex.length() == 64 && hex.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return sha256 ? List.of(new Digest(Digest.Algorithm.SHA256, hex)) : List.of();
    }

    /// Connects the packages and starts at the project's own.
    Manifest manifest(List<Gap> gaps) {
        if (gap != null) gaps.add(gap);
        Set<String> missing = new TreeSet<>();
        Purl root = null;
        List<Entry> locals = new ArrayList<>();
        for (Entry entry : entries) {
            List<Entry> needed = needed(entry);
            if (!entry.node.isLocal()) {
                needed.forEach(to -> graph.edge(entry.node, to.node, Scope.RUNTIME));
                continue;
            }
            locals.add(entry);
            CargoManifest manifest = manifests.get(entry.name);
            connectLocal(entry, needed, manifest, missing);
            if (manifest != null && ProjectPath.folder(manifest.path()).equals(ProjectPath.folder(path))) {
                root = purl(entry);
            }
        }
        if (root == null && locals.size() == 1) root = purl(locals.getFirst());
        boolean anyManifest = !manifests.isEmpty();
        for (Entry local : locals) {
            if (!anyManifest || manifests.containsKey(local.name)) graph.start(local.node);
        }
        if (locals.isEmpty()) graph.startAtUnneeded();
        if (!missing.isEmpty()) {
            gaps.add(new Gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "out of step with Cargo.toml, which also names %s"
                            .formatted(
                                    String.join(", ", missing.stream().limit(10).toList()))));
        }
        if (!problems.isEmpty()) {
            String more = problems.size() > 3 ? "; and %d more".formatted(problems.size() - 3) : "";
            gaps.add(new Gap(
                    Gap.Kind.MALFORMED,
                    path,
                    String.join("; ", problems.subList(0, Math.min(3, problems.size()))) + more));
        }
        if (graph.isCut()) {
            gaps.add(new Gap(Gap.Kind.LIMIT, path, "more dependencies between packages than are kept"));
        }
        return graph.manifest(path, "cargo-lock", root);
    }

    private static @Nullable Purl purl(Entry entry) {
        return Crates.purl(entry.name, entry.version, Map.of()).orElse(null);
    }

    private void connectLocal(Entry entry, List<Entry> needed, @Nullable CargoManifest manifest, Set<String> missing) {
        Map<String, List<CargoDependency>> declared = new HashMap<>();
        if (manifest != null) {
            for (CargoDependency one : manifest.dependencies()) {
                declared.computeIfAbsent(one.name(), _ -> new ArrayList<>(1)).add(one);
            }
        }
        Set<String> found = new TreeSet<>();
        for (Entry to : needed) {
            found.add(to.name);
            List<CargoDependency> all = declared.getOrDefault(to.name, List.of());
            if (all.isEmpty()) graph.edge(entry.node, to.node, Scope.RUNTIME);
            for (CargoDependency one : all) graph.declare(entry.node, to.node, one.scope(), one.wanted(), one.at());
        }
        if (manifest == null) return;
        boolean atRoot = ProjectPath.folder(manifest.path()).equals(ProjectPath.folder(path));
        for (CargoDependency one : manifest.dependencies()) {
            // what only tests of packages outside the workspace need is not locked
            boolean locked = atRoot || one.scope() != Scope.DEVELOPMENT;
            if (locked && !found.contains(one.name()) && !one.name().equals(entry.name)) missing.add(one.name());
        }
    }

    private List<Entry> needed(Entry entry) {
        List<Entry> needed = new ArrayList<>();
        for (Node dependency : entry.described.items("dependencies")) {
            String text = dependency.text();
            List<Entry> found = text == null ? List.of() : resolve(text);
            if (found.isEmpty())
                problems.add("line %d: a dependency that is not in the file".formatted(dependency.line()));
            needed.addAll(found.size() > MOST_OF_ONE_NAME ? found.subList(0, MOST_OF_ONE_NAME) : found);
        }
        return needed;
    }

    /// `name`, `name version` or `name version (source)`: as much as it takes to be unique.
    private List<Entry> resolve(String dependency) {
        String[] words = dependency.split(" ", 3);
        String source = words.length > 2 && words[2].length() > 2 ? words[2].substring(1, words[2].length() - 1) : null;
        List<Entry> all = byName.getOrDefault(words[0], List.of());
        if (words.length == 1) return all;
        List<Entry> found = new ArrayList<>(1);
        for (Entry entry : all) {
            boolean same = entry.version.equals(words[1]) && (source == null || isSameSource(source, entry.source));
            if (same) found.add(entry);
        }
        return found;
    }

    /// In a dependency the commit of a Git source is left out.
    private static boolean isSameSource(String source, @Nullable String locked) {
        return locked != null && (locked.equals(source) || locked.startsWith(source + "#"));
    }
}
