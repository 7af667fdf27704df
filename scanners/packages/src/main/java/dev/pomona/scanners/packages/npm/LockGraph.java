// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a lock file says, whatever its format: packages and who needs them.
///
/// Packages of the project itself (its root, workspace members, linked folders) are nodes without a purl.
/// They are not components; what they need is direct, and their edges start at the manifest's root.
final class LockGraph {

    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> projects = new ArrayList<>();
    private final List<Component> missing = new ArrayList<>();
    private boolean rootsGuessed;

    /// A package in one place of the lock file.
    static final class Node {
        private final @Nullable Purl purl;
        private final Location location;
        private final List<Digest> digests;
        private final List<String> licenses;
        private final Scope stated;
        private final @Nullable String address;
        private final List<Edge> edges = new ArrayList<>(0);
        private boolean needed;
        private boolean direct;
        private @Nullable Scope reached;

        private Node(
                @Nullable Purl purl,
                Location location,
                List<Digest> digests,
                List<String> licenses,
                Scope stated,
                @Nullable String address) {
            this.purl = purl;
            this.location = location;
            this.digests = digests;
            this.licenses = licenses;
            this.stated = stated;
            this.address = address;
        }

        boolean isLocal() {
            return purl == null;
        }

        @Nullable
        Purl purl() {
            return purl;
        }

        /// @param requirement as the project writes it; `null` for edges between components
        /// @param declared where the project's own manifest names it; `null` when that is not known
        void needs(Node other, Scope scope, @Nullable String requirement, @Nullable Location declared) {
            edges.add(new Edge(other, scope, requirement, declared));
            if (other != this) other.needed = true;
        }

        void needs(Node other, Scope scope) {
            needs(other, scope, null, null);
        }
    }

    private record Edge(
            Node to,
            Scope scope,
            @Nullable String requirement,
            @Nullable Location declared) {}

    /// A third party's package.
    ///
    /// @param stated the scope that the entry itself states, for packages that no edge reaches
    /// @param address where it comes from, when that is not a registry: the requirement of a package
    ///     without version
    Node component(
            Purl purl,
            Location location,
            List<Digest> digests,
            List<String> licenses,
            Scope stated,
            @Nullable String address) {
        var node = new Node(purl, location, digests, licenses, stated, address);
        nodes.add(node);
        return node;
    }

    /// A folder of the project that counts only when something needs it.
    Node local(Location location) {
        var node = new Node(null, location, List.of(), List.of(), Scope.RUNTIME, null);
        nodes.add(node);
        return node;
    }

    /// The root project or a workspace member: what it needs is needed.
    Node project(Location location) {
        Node node = local(location);
        projects.add(node);
        return node;
    }

    /// A requirement that the lock file does not resolve.
    void missing(Component component) {
        missing.add(component);
    }

    /// Where the source does not say what the project itself names: takes what nothing else needs for
    /// direct, and leaves open whether the rest is direct too.
    void guessDirect(Node project) {
        rootsGuessed = true;
        for (Node node : nodes) {
            if (!node.isLocal() && !node.needed) project.edges.add(new Edge(node, node.stated, null, null));
        }
    }

    /// The number of components without a version.
    int unresolved() {
        var purls = new LinkedHashSet<Purl>();
        for (Node node : nodes) {
            if (node.purl != null && node.purl.version() == null) purls.add(node.purl);
        }
        return purls.size();
    }

    Manifest manifest(String path, String kind, @Nullable Purl root) {
        reach();
        Map<Purl, List<Edge>> declarations = declarations();
        var components = new ArrayList<>(missing);
        for (Map.Entry<Purl, List<Node>> same : byPurl().entrySet()) {
            List<Edge> declared = declarations.getOrDefault(same.getKey(), List.of());
            components.add(component(same.getKey(), same.getValue(), declared));
        }
        return new Manifest(path, kind, root, components, dependencies(root));
    }

    /// The most exposed scope of each node over all ways from the projects, a way being as exposed as its
    /// least exposed step; found scope by scope, so every edge is looked at a bounded number of times.
    private void reach() {
        var queues = new LinkedHashMap<Scope, Queue<Node>>();
        for (Scope scope : Scope.values()) queues.put(scope, new ArrayDeque<>());
        for (Node project : projects) arrive(project, Scope.RUNTIME, queues);
        for (Map.Entry<Scope, Queue<Node>> queue : queues.entrySet()) {
            for (Node node = queue.getValue().poll();
                    node != null;
                    node = queue.getValue().poll()) {
                if (node.reached != queue.getKey()) continue;
                for (Edge edge : node.edges) {
                    if (node.isLocal()) edge.to.direct = true;
                    Scope scope = edge.scope.compareTo(queue.getKey()) > 0 ? edge.scope : queue.getKey();
                    arrive(edge.to, scope, queues);
                }
            }
        }
    }

    private static void arrive(Node node, Scope scope, Map<Scope, Queue<Node>> queues) {
        if (node.reached != null && node.reached.compareTo(scope) <= 0) return;
        node.reached = scope;
        Queue<Node> queue = queues.get(scope);
        if (queue != null) queue.add(node);
    }

    private Map<Purl, List<Node>> byPurl() {
        var byPurl = new LinkedHashMap<Purl, List<Node>>();
        for (Node node : nodes) {
            if (node.purl != null)
                byPurl.computeIfAbsent(node.purl, _ -> new ArrayList<>(1)).add(node);
        }
        return byPurl;
    }

    /// What the project's own manifests say of each package.
    private Map<Purl, List<Edge>> declarations() {
        var declarations = new LinkedHashMap<Purl, List<Edge>>();
        for (Node node : nodes) {
            if (!node.isLocal()) continue;
            for (Edge edge : node.edges) {
                if (edge.to.purl != null && edge.requirement != null) {
                    declarations
                            .computeIfAbsent(edge.to.purl, _ -> new ArrayList<>(1))
                            .add(edge);
                }
            }
        }
        return declarations;
    }

    private Component component(Purl purl, List<Node> same, List<Edge> declared) {
        Scope scope = Scope.BUILD;
        Relation relation = Relation.UNKNOWN;
        var locations = new LinkedHashSet<Location>();
        var digests = new TreeSet<Digest>();
        var licenses = new LinkedHashSet<String>();
        String requirement = null;
        for (Node node : same) {
            scope = scope.mostExposed(node.reached == null ? node.stated : node.reached);
            Relation own = relation(node);
            if (own.compareTo(relation) < 0) relation = own;
            locations.add(node.location);
            digests.addAll(node.digests);
            licenses.addAll(node.licenses);
            if (requirement == null && purl.version() == null) requirement = node.address;
        }
        for (Edge edge : declared) {
            if (edge.declared != null) locations.add(edge.declared);
            if (edge.requirement != null && requirement == null) requirement = edge.requirement;
        }
        if (requirement == null && purl.version() == null) requirement = "*";
        return new Component(
                purl,
                requirement,
                scope,
                relation,
                List.copyOf(locations),
                List.copyOf(digests),
                List.copyOf(licenses));
    }

    private Relation relation(Node node) {
        if (node.reached == null) return Relation.UNKNOWN;
        if (node.direct) return Relation.DIRECT;
        return rootsGuessed ? Relation.UNKNOWN : Relation.TRANSITIVE;
    }

    private List<Dependency> dependencies(@Nullable Purl root) {
        var dependencies = new LinkedHashSet<Dependency>();
        for (Component component : missing) {
            if (root != null) dependencies.add(new Dependency(root, component.purl()));
        }
        for (Node node : nodes) {
            Purl from = node.isLocal() ? root : node.purl;
            if (from == null || (node.isLocal() && node.reached == null)) continue;
            for (Edge edge : node.edges) {
                Purl to = edge.to.purl;
                if (to != null && !to.equals(from)) dependencies.add(new Dependency(from, to));
            }
        }
        return List.copyOf(dependencies);
    }
}
