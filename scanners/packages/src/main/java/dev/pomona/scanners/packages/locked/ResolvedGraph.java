// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.locked;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A dependency graph as a lock file states it, on its way to a [Manifest]. Nodes are named by keys that the format
/// chooses.
///
/// Scopes start at what the project asks for and flow along the edges; of several the most exposed wins. Local nodes
/// (workspace members, path packages) carry edges and are no components: what they need counts as needed by the
/// project itself.
public final class ResolvedGraph {

    /// A lock file of a hundred thousand packages has about a million edges; what asks for more is an attack.
    private static final int MOST_EDGES = 4_000_000;

    private final Map<String, List<Component>> components = new LinkedHashMap<>();
    private final Set<String> locals = new HashSet<>();
    private final Map<Scope, Set<String>> wanted = new HashMap<>();
    private final Map<String, List<String>> edges = new HashMap<>();
    private int edgeCount;
    private int steps;
    private boolean complete = true;
    private boolean scopesAreStated;

    /// Adds a component; several may share a key (one package for several platforms).
    ///
    /// @param component its scope holds unless the project is known to need it; its relation holds unless it is
    ///     `UNKNOWN` and the project is known to need the component
    public void add(String key, Component component) {
        components.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(component);
    }

    /// Adds a package of the project itself.
    public void addLocal(String key) {
        locals.add(key);
    }

    public boolean contains(String key) {
        return components.containsKey(key) || locals.contains(key);
    }

    /// The components under a key; empty when there are none.
    public List<Component> find(String key) {
        return components.getOrDefault(key, List.of());
    }

    /// Puts other components under a key.
    public void replace(String key, List<Component> replacements) {
        components.put(key, new ArrayList<>(replacements));
    }

    /// The source says itself in which scope each component is; what flows along the edges does not change it.
    public void keepScopes() {
        scopesAreStated = true;
    }

    /// The project itself needs this.
    public void want(String key, Scope scope) {
        wanted.computeIfAbsent(scope, _ -> new LinkedHashSet<>()).add(key);
    }

    /// `from` needs `to`. Edges to keys that never appear are dropped.
    public void connect(String from, String to) {
        if (edgeCount >= MOST_EDGES) {
            complete = false;
            return;
        }
        edgeCount++;
        edges.computeIfAbsent(from, _ -> new ArrayList<>(2)).add(to);
    }

    /// Reports the manifest.
    ///
    /// @param root the project, `null` when the file names none; then edges from the project are left out
    public void report(Source source, String kind, @Nullable Purl root) {
        var dependencies = new ArrayList<Dependency>();
        Set<String> direct = new HashSet<>();
        Map<String, Scope> scopes = reach(direct);
        if (root != null) direct.stream().sorted().forEach(key -> link(root, find(key), dependencies));
        var all = new ArrayList<Component>();
        components.forEach((key, alternatives) -> {
            Scope scope = scopes.get(key);
            Relation relation = direct.contains(key) ? Relation.DIRECT : Relation.TRANSITIVE;
            Set<String> needed = throughLocals(edges.getOrDefault(key, List.of()));
            for (Component component : alternatives) {
                for (String to : needed) link(component.purl(), find(to), dependencies);
                if (scope == null) all.add(component);
                else {
                    Component placed = scopesAreStated ? component : component.withScope(scope);
                    all.add(placed.relation() == Relation.UNKNOWN ? placed.withRelation(relation) : placed);
                }
            }
        });
        if (!complete) source.limit("more than %d dependencies; the graph is cut short".formatted(MOST_EDGES));
        source.reporter().manifest(new Manifest(source.path(), kind, root, all, dependencies));
    }

    private void link(Purl from, Collection<Component> to, List<Dependency> dependencies) {
        for (Component component : to) {
            if (dependencies.size() >= MOST_EDGES) {
                complete = false;
                return;
            }
            if (!component.purl().equals(from)) dependencies.add(new Dependency(from, component.purl()));
        }
    }

    /// The scope of every node that the project needs; fills `direct` with those that it needs itself.
    private Map<String, Scope> reach(Set<String> direct) {
        Map<String, Scope> scopes = new HashMap<>();
        for (Scope scope : Scope.values()) {
            Set<String> starts = throughLocals(wanted.getOrDefault(scope, Set.of()));
            direct.addAll(starts);
            var open = new ArrayDeque<String>();
            for (String start : starts) {
                if (scopes.putIfAbsent(start, scope) == null) open.add(start);
            }
            while (!open.isEmpty()) {
                for (String next : edges.getOrDefault(open.remove(), List.of())) {
                    if (scopes.putIfAbsent(next, scope) == null) open.add(next);
                }
            }
        }
        return scopes;
    }

    /// The keys themselves, where a local one gives way to what it needs.
    private Set<String> throughLocals(Collection<String> keys) {
        if (keys.stream().noneMatch(locals::contains)) return new LinkedHashSet<>(keys);
        Set<String> seen = new LinkedHashSet<>(keys);
        var open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String key = open.remove();
            if (!locals.contains(key)) continue;
            for (String next : edges.getOrDefault(key, List.of())) {
                if (++steps > MOST_EDGES) complete = false;
                else if (seen.add(next)) open.add(next);
            }
        }
        seen.removeAll(locals);
        return seen;
    }
}
