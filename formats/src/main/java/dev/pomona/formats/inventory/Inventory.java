// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.inventory;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.ScannerOutcome.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Every package of a report once, and one graph over them. Only references to the report's own records are
/// held; items are put together one after the other as they are asked for.
public final class Inventory {

    private final Report report;
    private final List<Mention> mentions = new ArrayList<>();
    private final List<Dependency> edges = new ArrayList<>();

    /// What one package needs.
    ///
    /// @param isKnown whether a manifest states what it needs; if none does, an empty `needs` says nothing
    /// @param needs sorted, each once, never the package itself
    public record Node(Purl purl, boolean isKnown, List<Purl> needs) {}

    private Inventory(Report report) {
        this.report = report;
    }

    public static Inventory of(Report report) {
        var inventory = new Inventory(report);
        report.manifests().forEach(inventory::add);
        inventory.mentions.sort(Comparator.comparing(Mention::purl));
        inventory.edges.sort(Comparator.naturalOrder());
        return inventory;
    }

    private void add(Manifest manifest) {
        Purl root = manifest.root();
        if (root != null) mentions.add(new Mention(root, manifest, null));
        boolean isGraph = !manifest.dependencies().isEmpty();
        for (Component component : manifest.components()) {
            mentions.add(new Mention(component.purl(), manifest, component));
            if (root != null && !isGraph && component.relation() == Relation.DIRECT) {
                edges.add(new Dependency(root, component.purl()));
            }
        }
        edges.addAll(manifest.dependencies());
    }

    /// What the artifact itself needs: the projects in it, and what manifests without a project name directly.
    public List<Purl> top() {
        var top = new TreeSet<Purl>();
        for (Manifest manifest : report.manifests()) {
            Purl root = manifest.root();
            if (root != null) {
                top.add(root);
                continue;
            }
            for (Component component : manifest.components()) {
                if (component.relation() == Relation.DIRECT) top.add(component.purl());
            }
        }
        return List.copyOf(top);
    }

    /// Hands out every package, sorted by purl.
    public void items(Consumer<Item> consumer) {
        for (int from = 0; from < mentions.size(); ) {
            int to = endOf(from);
            consumer.accept(Item.of(mentions.subList(from, to)));
            from = to;
        }
    }

    /// Hands out every package with what it needs, sorted by purl.
    public void graph(Consumer<Node> consumer) {
        int edge = 0;
        for (int from = 0; from < mentions.size(); ) {
            int to = endOf(from);
            Purl purl = mentions.get(from).purl();
            while (edge < edges.size() && edges.get(edge).from().compareTo(purl) < 0) edge++;
            var needs = new ArrayList<Purl>();
            for (; edge < edges.size() && edges.get(edge).from().equals(purl); edge++) {
                Purl need = edges.get(edge).to();
                boolean isNew = needs.isEmpty() || !needs.getLast().equals(need);
                if (isNew && !need.equals(purl) && contains(need)) needs.add(need);
            }
            consumer.accept(new Node(purl, !needs.isEmpty() || isInGraph(from, to), needs));
            from = to;
        }
    }

    /// Whether every manifest was read wholly. Says nothing of advisory data.
    public boolean isComplete() {
        var completeness = report.completeness();
        return completeness.gaps().isEmpty()
                && completeness.outcomes().stream().allMatch(o -> o.status() instanceof Status.Completed);
    }

    private boolean isInGraph(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!mentions.get(i).manifest().dependencies().isEmpty()) return true;
        }
        return false;
    }

    private int endOf(int from) {
        Purl purl = mentions.get(from).purl();
        int to = from + 1;
        while (to < mentions.size() && mentions.get(to).purl().equals(purl)) to++;
        return to;
    }

    private boolean contains(Purl purl) {
        int low = 0;
        int high = mentions.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = mentions.get(middle).purl().compareTo(purl);
            if (order == 0) return true;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return false;
    }
}
