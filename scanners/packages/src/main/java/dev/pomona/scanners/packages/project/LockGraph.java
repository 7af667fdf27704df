// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.project;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The graph of a lock file while it grows, from which scopes and relations follow.
///
/// A way through the graph is as exposed as its least exposed edge; a component is as exposed as its most
/// exposed way from the project. The project's own packages are nodes without a component: ways lead through
/// them, and what they need is direct.
public final class LockGraph {

    /// More than twice what lock files of 100,000 packages have; a small file can ask for the square of its lines.
    private static final int MOST_EDGES = 1_000_000;

    /// Of declarations of one package that are worth showing.
    private static final int MOST_PLACES = 50;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> starts = new ArrayList<>();
    private boolean flat;
    private int edges;

    /// A package of the lock file, one of its extras, or a package of the project itself.
    public static final class Node {

        private final @Nullable Component component;
        /// Whose edges these are, for an extra; itself otherwise.
        private final Node owner;
        private final List<Edge> edges = new ArrayList<>(0);
        private final Set<Location> declaredAt = new LinkedHashSet<>(0);
        private @Nullable String requirement;
        private @Nullable Scope reached;
        private boolean direct;
        private boolean needed;

        private Node(@Nullable Component component, @Nullable Node owner) {
            this.component = component;
            this.owner = owner == null ? this : owner;
        }

        /// Whether it is a package of the project itself.
        public boolean isLocal() {
            return owner.component == null;
        }
    }

    private record Edge(Node to, Scope scope) {}

    /// Adds a package of the lock file. Its scope and relation stand when no way leads to it.
    public Node add(Component component) {
        return add(new Node(component, null));
    }

    /// Adds a package of the project itself.
    public Node addLocal() {
        return add(new Node(null, null));
    }

    /// Adds an optional part of a package that is needed only by those who ask for it.
    public Node addPart(Node owner) {
        Node part = add(new Node(null, owner.owner));
        edge(part, owner, Scope.RUNTIME);
        return part;
    }

    private Node add(Node node) {
        nodes.add(node);
        return node;
    }

    /// Lets the ways begin at a package of the project.
    public void start(Node local) {
        starts.add(local);
    }

    /// Edges beyond the limit are left out, see [#isCut].
    public void edge(Node from, Node to, Scope scope) {
        if (edges > MOST_EDGES) return;
        edges++;
        from.edges.add(new Edge(to, scope));
        if (from.owner != to.owner) to.owner.needed = true;
    }

    /// An edge that a manifest of the project declares.
    ///
    /// @param requirement as written; the first one given stays
    public void declare(Node local, Node to, Scope scope, @Nullable String requirement, Location at) {
        edge(local, to, scope);
        if (to.owner.requirement == null) to.owner.requirement = requirement;
        if (to.owner.declaredAt.size() < MOST_PLACES) to.owner.declaredAt.add(at);
    }

    /// Takes what no other package needs for direct: how a lock file reads that came without its manifest.
    public void startAtUnneeded() {
        for (Node node : nodes) {
            if (node.component != null && !node.needed) {
                node.direct = true;
            }
        }
    }

    /// For a lock file that states no edges: what is declared is direct, all else came with it; scopes stand.
    public void takeOthersForTransitive() {
        flat = true;
    }

    /// Whether edges were left out, so that some relations and scopes may be wrong: worth a gap.
    public boolean isCut() {
        return edges > MOST_EDGES;
    }

    /// The components with their scopes and relations, and the edges between them; edges of the project's own
    /// packages start at `root` where there is one.
    public Manifest manifest(String path, String kind, @Nullable Purl root) {
        walk();
        var components = new ArrayList<Component>(nodes.size());
        var dependencies = new ArrayList<Dependency>();
        for (Node node : nodes) {
            if (node.component != null) components.add(described(node, node.component));
            Purl from = node.owner.component == null ? root : node.owner.component.purl();
            if (from == null) continue;
            for (Edge edge : node.edges) {
                Component to = edge.to.owner.component;
                if (to != null && edge.to.owner != node.owner) dependencies.add(new Dependency(from, to.purl()));
            }
        }
        return new Manifest(path, kind, root, components, dependencies);
    }

    private Component described(Node node, Component component) {
        Relation relation = flat ? Relation.TRANSITIVE : component.relation();
        if (node.direct || (flat && !node.declaredAt.isEmpty())) relation = Relation.DIRECT;
        else if (node.reached != null) relation = Relation.TRANSITIVE;
        Component described = component.withRelation(relation);
        if (node.reached != null) described = described.withScope(node.reached);
        if (node.requirement != null && component.requirement() == null) {
            described = described.withRequirement(node.requirement);
        }
        if (node.declaredAt.isEmpty()) return described;
        var locations = new LinkedHashSet<>(component.locations());
        locations.addAll(node.declaredAt);
        return described.withLocations(List.copyOf(locations));
    }

    /// From the most exposed scope to the least, so that each node is settled once.
    private void walk() {
        Map<Scope, Deque<Node>> waiting = new EnumMap<>(Scope.class);
        waiting.put(Scope.RUNTIME, new ArrayDeque<>(starts));
        for (Scope scope : Scope.values()) {
            Deque<Node> queue = waiting.computeIfAbsent(scope, _ -> new ArrayDeque<>());
            while (!queue.isEmpty()) {
                Node node = queue.remove();
                if (node.reached != null) continue;
                node.reached = scope;
                for (Edge edge : node.edges) {
                    if (node.isLocal() && !edge.to.isLocal()) edge.to.owner.direct = true;
                    Scope way = scope.compareTo(edge.scope) >= 0 ? scope : edge.scope;
                    if (edge.to.reached == null) {
                        waiting.computeIfAbsent(way, _ -> new ArrayDeque<>()).add(edge.to);
                    }
                }
            }
        }
    }
}
