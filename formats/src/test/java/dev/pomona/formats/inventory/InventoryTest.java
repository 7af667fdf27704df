// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.formats.Reports;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InventoryTest {

    private static final Purl ROOT = Purl.parse("pkg:npm/root@1");
    private static final Purl A = Purl.parse("pkg:npm/a@1");
    private static final Purl B = Purl.parse("pkg:npm/b@1");
    private static final Purl GHOST = Purl.parse("pkg:npm/ghost@1");

    @Test
    void mergesWhatManifestsSayAboutOnePackage() {
        var one =
                new Manifest("one", "lock", null, List.of(component(A, Scope.TEST, Relation.DIRECT, "one")), List.of());
        var two = new Manifest(
                "two", "lock", null, List.of(component(A, Scope.RUNTIME, Relation.TRANSITIVE, "two")), List.of());
        var items = new ArrayList<Item>();
        inventory(one, two).items(items::add);

        assertThat(items).singleElement().satisfies(item -> {
            assertThat(item.scope()).isEqualTo(Scope.RUNTIME);
            assertThat(item.relation()).isEqualTo(Relation.DIRECT);
            assertThat(item.locations()).containsExactly(Location.of("one"), Location.of("two"));
            assertThat(item.manifests()).containsExactly("one (lock)", "two (lock)");
            assertThat(item.isProject()).isFalse();
        });
    }

    @Test
    void joinsTheGraphsAndDropsEndsThatNoOneKnows() {
        var one = new Manifest(
                "one",
                "lock",
                ROOT,
                List.of(component(A, Scope.RUNTIME, Relation.DIRECT, "one")),
                List.of(new Dependency(ROOT, A), new Dependency(A, GHOST), new Dependency(A, A)));
        var two = new Manifest(
                "two",
                "lock",
                null,
                List.of(
                        component(A, Scope.RUNTIME, Relation.DIRECT, "two"),
                        component(B, Scope.RUNTIME, Relation.TRANSITIVE, "two")),
                List.of(new Dependency(A, B)));

        assertThat(graph(one, two))
                .containsExactly(
                        new Inventory.Node(A, true, List.of(B)),
                        new Inventory.Node(B, true, List.of()),
                        new Inventory.Node(ROOT, true, List.of(A)));
        assertThat(inventory(one, two).top()).containsExactly(A, ROOT);
    }

    @Test
    void doesNotClaimToKnowWhatAFlatListNeeds() {
        var flat = new Manifest(
                "flat", "list", ROOT, List.of(component(A, Scope.RUNTIME, Relation.DIRECT, "flat")), List.of());

        assertThat(graph(flat))
                .containsExactly(new Inventory.Node(A, false, List.of()), new Inventory.Node(ROOT, true, List.of(A)));
    }

    private static List<Inventory.Node> graph(Manifest... manifests) {
        var nodes = new ArrayList<Inventory.Node>();
        inventory(manifests).graph(nodes::add);
        return nodes;
    }

    private static Inventory inventory(Manifest... manifests) {
        return Inventory.of(Reports.with(Reports.empty(), List.of(manifests), List.of()));
    }

    private static Component component(Purl purl, Scope scope, Relation relation, String path) {
        return Component.of(purl, scope, relation, Location.of(path));
    }
}
