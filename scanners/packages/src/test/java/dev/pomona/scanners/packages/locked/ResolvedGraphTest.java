// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.locked;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import org.junit.jupiter.api.Test;

class ResolvedGraphTest {

    private static final Purl ROOT = Purl.of("generic", null, "root", null);

    private final ScanRecord record = new ScanRecord();
    private final ResolvedGraph graph = new ResolvedGraph();

    private void add(String name) {
        Purl purl = Purl.of("generic", null, name, "1");
        graph.add(name, Component.of(purl, Scope.BUILD, Relation.UNKNOWN, Location.of("lock")));
    }

    private void report() {
        graph.report(new Source(MemoryFile.of("lock", ""), record), "lock", ROOT);
    }

    @Test
    void letsScopesFlowAndTheMostExposedWin() {
        for (String name : new String[] {"run", "tool", "shared", "own", "lost"}) add(name);
        graph.want("tool", Scope.DEVELOPMENT);
        graph.want("run", Scope.RUNTIME);
        graph.connect("tool", "shared");
        graph.connect("tool", "own");
        graph.connect("run", "shared");
        report();
        assertThat(record.component("pkg:generic/shared@1").scope()).isEqualTo(Scope.RUNTIME);
        assertThat(record.component("pkg:generic/own@1").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:generic/own@1").relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.component("pkg:generic/lost@1").scope()).isEqualTo(Scope.BUILD);
        assertThat(record.component("pkg:generic/lost@1").relation()).isEqualTo(Relation.UNKNOWN);
    }

    @Test
    void seesThroughLocalNodesAndCircles() {
        add("a");
        add("b");
        graph.addLocal("here");
        graph.addLocal("there");
        graph.want("here", Scope.TEST);
        graph.connect("here", "there");
        graph.connect("there", "here");
        graph.connect("there", "a");
        graph.connect("a", "b");
        graph.connect("b", "a");
        report();
        assertThat(record.edges())
                .containsExactly(
                        "pkg:generic/a@1 -> pkg:generic/b@1",
                        "pkg:generic/b@1 -> pkg:generic/a@1",
                        "pkg:generic/root -> pkg:generic/a@1");
        assertThat(record.components()).extracting(Component::scope).containsOnly(Scope.TEST);
    }

    @Test
    void staysOnPathsInsideOfTheRoot() {
        assertThat(Siblings.resolve("a/b", "../c.txt")).isEqualTo("a/c.txt");
        assertThat(Siblings.resolve("a", "..\\b\\.\\c")).isEqualTo("b/c");
        assertThat(Siblings.resolve("a", "../../c")).isNull();
        assertThat(Siblings.resolve("x.jar!/a", "../../c")).isNull();
        assertThat(Siblings.resolve("", "/etc/passwd")).isNull();
        assertThat(Siblings.resolve("", "C:\\x")).isNull();
        assertThat(Siblings.above("a/b")).isEqualTo("a");
        assertThat(Siblings.above("")).isNull();
    }
}
