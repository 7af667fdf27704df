// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.conan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConanScannerTest extends ScannerAcceptance {

    private static final String GRAPH = """
            {
              "graph_lock": {
                "nodes": {
                  "0": { "requires": ["1"], "build_requires": ["3"], "path": "conanfile.txt", "context": "host" },
                  "1": { "ref": "tree/1.9.4#abc", "requires": ["2"], "context": "host" },
                  "2": { "ref": "soil/8.43@acme/stable#def", "context": "host" },
                  "3": { "ref": "saw/3.1", "context": "build" }
                }
              },
              "version": "0.4"
            }
            """;

    private static final String LISTS = """
            {
              "version": "0.5",
              "requires": ["tree/1.9.4#abc%1684.9", "soil/8.43@acme/stable#def%1.2"],
              "build_requires": ["saw/3.1#0%1"],
              "python_requires": []
            }
            """;

    @Override
    protected Scanner scanner() {
        return new ConanScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(MemoryFile.of("one/conan.lock", GRAPH), MemoryFile.of("two/conan.lock", LISTS));
    }

    private static ScanRecord scan(String text) {
        return new ScannerTester(new ConanScanner()).scan("conan.lock", text);
    }

    @Test
    void readsTheGraphOfTheFirstConan() {
        ScanRecord record = scan(GRAPH);
        assertThat(record.purls())
                .containsExactly(
                        "pkg:conan/saw@3.1", "pkg:conan/soil@8.43?channel=stable&user=acme", "pkg:conan/tree@1.9.4");
        assertThat(record.component("pkg:conan/saw@3.1").scope()).isEqualTo(Scope.BUILD);
        assertThat(record.components())
                .extracting(Component::relation)
                .containsExactly(Relation.DIRECT, Relation.TRANSITIVE, Relation.DIRECT);
        assertThat(record.edges())
                .containsExactly("pkg:conan/tree@1.9.4 -> pkg:conan/soil@8.43?channel=stable&user=acme");
    }

    @Test
    void readsTheListsOfTheSecondConan() {
        ScanRecord record = scan(LISTS);
        assertThat(record.purls()).hasSize(3).contains("pkg:conan/tree@1.9.4");
        assertThat(record.component("pkg:conan/saw@3.1").scope()).isEqualTo(Scope.BUILD);
        assertThat(record.component("pkg:conan/tree@1.9.4").relation()).isEqualTo(Relation.UNKNOWN);
        assertThat(record.component("pkg:conan/tree@1.9.4").locations()).hasToString("[conan.lock:3:16]");
    }

    @Test
    void saysSoAboutOtherForms() {
        assertThat(scan("{\"profile\": {}}").gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNSUPPORTED);
        assertThat(scan("{\"requires\": [\"nothing\"]}").gaps()).hasSize(1);
        assertThat(scan("{\"requires\": []}").gaps()).isEmpty();
    }
}
