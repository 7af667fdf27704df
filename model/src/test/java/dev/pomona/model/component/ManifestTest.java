// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static Component component(String purl, Scope scope, Relation relation, int line) {
        return Component.of(Purl.parse(purl), scope, relation, Location.at("lock", line, 1));
    }

    @Test
    void mergesWhatIsGivenTwice() {
        Manifest manifest = new Manifest(
                "lock",
                "kind",
                null,
                List.of(
                        component("pkg:npm/b@1", Scope.TEST, Relation.TRANSITIVE, 3),
                        component("pkg:npm/a@1", Scope.RUNTIME, Relation.DIRECT, 2),
                        component("pkg:npm/b@1", Scope.RUNTIME, Relation.DIRECT, 1)),
                List.of());
        assertThat(manifest.components())
                .extracting(c -> "%s %s %s %s".formatted(c.purl(), c.scope(), c.relation(), c.locations()))
                .containsExactly(
                        "pkg:npm/a@1 RUNTIME DIRECT [lock:2:1]", "pkg:npm/b@1 RUNTIME DIRECT [lock:3:1, lock:1:1]");
    }

    @Test
    void keepsRequirementsOfOnePackageApartAndSorted() {
        Purl purl = Purl.parse("pkg:npm/a");
        Location at = Location.of("lock");
        Manifest manifest = new Manifest(
                "lock",
                "kind",
                null,
                List.of(
                        Component.unresolved(purl, "^2", Scope.RUNTIME, Relation.DIRECT, at),
                        Component.unresolved(purl, "^1", Scope.RUNTIME, Relation.DIRECT, at)),
                List.of());
        assertThat(manifest.components()).extracting(Component::requirement).containsExactly("^1", "^2");
    }

    @Test
    void sortsEdgesAndKeepsEachOnce() {
        Purl a = Purl.parse("pkg:npm/a@1");
        Purl b = Purl.parse("pkg:npm/b@1");
        Manifest manifest = new Manifest(
                "lock",
                "kind",
                null,
                List.of(),
                List.of(new Dependency(b, a), new Dependency(a, b), new Dependency(b, a)));
        assertThat(manifest.dependencies()).containsExactly(new Dependency(a, b), new Dependency(b, a));
    }
}
