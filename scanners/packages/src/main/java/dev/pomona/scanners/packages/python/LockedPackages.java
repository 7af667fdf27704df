// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scanners.packages.project.LockGraph;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The packages of a Python lock file by name, and the graph that they form: what all its formats have in
/// common.
final class LockedPackages {

    private final Project project;
    private final String path;
    private final LockGraph graph = new LockGraph();
    private final Map<String, List<Entry>> byName = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> missing = new TreeSet<>();

    LockedPackages(Project project, String path) {
        this.project = project;
        this.path = path;
    }

    /// One version of a package with its extras.
    static final class Entry {

        private final LockGraph.Node node;
        private final @Nullable String version;
        private final Map<String, LockGraph.Node> parts = new HashMap<>(0);

        private Entry(LockGraph.Node node, @Nullable String version) {
            this.node = node;
            this.version = version;
        }

        LockGraph.Node node() {
            return node;
        }
    }

    LockGraph graph() {
        return graph;
    }

    String path() {
        return path;
    }

    /// Adds a package of the project itself under its name.
    Entry addLocal(@Nullable String name, @Nullable String version) {
        var entry = new Entry(graph.addLocal(), version);
        if (name != null)
            byName.computeIfAbsent(PyPi.normalise(name), _ -> new ArrayList<>(1))
                    .add(entry);
        return entry;
    }

    /// Adds a locked package; `null`, and a problem noted, when its name or version can't be.
    @Nullable
    Entry add(
            @Nullable String name,
            @Nullable String version,
            Map<String, String> qualifiers,
            Scope scope,
            List<Digest> digests,
            Location at) {
        Purl purl = PyPi.purl(name, version, qualifiers).orElse(null);
        if (purl == null || name == null) {
            problem(at, "a package without a proper name or version");
            return null;
        }
        String wanted =
                version == null ? qualifiers.values().stream().findFirst().orElse("*") : null;
        var component = new Component(purl, wanted, scope, Relation.UNKNOWN, List.of(at), digests, List.of());
        var entry = new Entry(graph.add(component), version);
        byName.computeIfAbsent(PyPi.normalise(name), _ -> new ArrayList<>(1)).add(entry);
        return entry;
    }

    boolean has(String name) {
        return byName.containsKey(PyPi.normalise(name));
    }

    /// The part of a package that an extra adds; made when it is first asked for.
    LockGraph.Node part(Entry entry, String extra) {
        return entry.parts.computeIfAbsent(PyPi.normalise(extra), _ -> graph.addPart(entry.node));
    }

    /// Connects to every version of a package that is locked (more than one when markers split the lock file).
    ///
    /// @param version the only one meant; `null` for all
    /// @return whether it is in the lock file
    boolean connect(LockGraph.Node from, String name, @Nullable String version, Iterable<String> extras, Scope scope) {
        boolean found = false;
        for (Entry entry : byName.getOrDefault(PyPi.normalise(name), List.of())) {
            if (version != null && !version.equals(entry.version)) continue;
            found = true;
            graph.edge(from, entry.node, scope);
            for (String extra : extras) graph.edge(from, part(entry, extra), scope);
        }
        return found;
    }

    /// Connects to what a requirement such as `name[extra]>=1` names; one that can't be read is noted.
    void connect(LockGraph.Node from, String requirement, Scope scope, Location at) {
        try {
            Requirement parsed = Requirement.parse(requirement);
            connect(from, parsed.name(), null, parsed.extras(), scope);
        } catch (SyntaxException e) {
            problem(at, e.getMessage() == null ? "no requirement" : e.getMessage());
        }
    }

    /// Connects what a manifest declares, with its place there. What is not in the lock file makes it out of
    /// step, unless a marker may have left it out.
    void declare(LockGraph.Node local, List<Declared> declared) {
        for (Declared one : declared) {
            List<Entry> entries = byName.getOrDefault(one.key(), List.of());
            if (entries.isEmpty() && !one.conditional() && !one.isLocal()) missing.add(one.key());
            for (Entry entry : entries) {
                graph.declare(local, entry.node, one.scope(), one.wanted(), one.at());
                for (String extra : one.extras()) graph.edge(local, part(entry, extra), one.scope());
            }
        }
    }

    /// The digests of files listed as `{ hash = "sha256:…" }`.
    static List<Digest> digests(List<Node> files) {
        List<Digest> digests = new ArrayList<>(files.size());
        for (Node file : files) PyPi.digest(file.text("hash")).ifPresent(digests::add);
        return digests;
    }

    /// Requirements in tables or texts that a node lists; empty texts are left out.
    static List<String> texts(List<Node> items) {
        List<String> texts = new ArrayList<>(items.size());
        for (Node item : items) {
            String text = item.text();
            if (text != null && !text.isBlank()) texts.add(text);
        }
        return texts;
    }

    /// Where a package is named, or where its table begins when it isn't.
    Location place(Node one) {
        Node name = one.find("name");
        return (name == null ? one : name).at(path);
    }

    void problem(Location at, String what) {
        problems.add("line %d: %s".formatted(at.line(), what));
    }

    /// Reports the manifest, and the gaps that were found on the way.
    void report(String kind, @Nullable Purl root, String manifestPath) {
        project.problems(Gap.Kind.MALFORMED, path, problems);
        if (!missing.isEmpty()) {
            project.gap(
                    Gap.Kind.UNRESOLVED,
                    path,
                    "out of step with %s, which also names %s"
                            .formatted(
                                    manifestPath,
                                    String.join(", ", missing.stream().limit(10).toList())));
        }
        if (graph.isCut()) project.gap(Gap.Kind.LIMIT, path, "more dependencies between packages than are kept");
        Manifest manifest = graph.manifest(path, kind, root);
        project.reporter().manifest(manifest);
    }
}
