// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.swift;

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

class SwiftScannerTest extends ScannerAcceptance {

    private static final String ONE = """
            {
              "object": {
                "pins": [
                  {
                    "package": "grove",
                    "repositoryURL": "https://github.com/Acme/grove.git",
                    "state": { "branch": null, "revision": "6c89", "version": "1.1.0" }
                  },
                  {
                    "package": "soil",
                    "repositoryURL": "git@github.com:Acme/soil.git",
                    "state": { "branch": "main", "revision": "0a1b", "version": null }
                  }
                ]
              },
              "version": 1
            }
            """;

    private static final String THREE = """
            {
              "originHash": "00",
              "pins": [
                {
                  "identity": "grove",
                  "kind": "remoteSourceControl",
                  "location": "https://github.com/Acme/grove",
                  "state": { "revision": "6c89", "version": "1.1.0" }
                },
                { "identity": "acme.water", "kind": "registry", "location": "", "state": { "version": "2.0.0" } },
                { "identity": "own", "kind": "localSourceControl", "location": "/own", "state": { "revision": "1" } }
              ],
              "version": 3
            }
            """;

    @Override
    protected Scanner scanner() {
        return new SwiftScanner();
    }

    @Override
    protected List<FileView> samples() {
        String released = ONE.replace("\"branch\": \"main\"", "\"branch\": null")
                .replace("\"revision\": \"0a1b\", \"version\": null", "\"revision\": \"0a1b\", \"version\": \"2.0.0\"");
        return List.of(MemoryFile.of("one/Package.resolved", released), MemoryFile.of("three/Package.resolved", THREE));
    }

    private static ScanRecord scan(String text) {
        return new ScannerTester(new SwiftScanner()).scan("Package.resolved", text);
    }

    @Test
    void readsTheFirstVersion() {
        ScanRecord record = scan(ONE);
        assertThat(record.purls())
                .containsExactly(
                        "pkg:swift/github.com/Acme/grove@1.1.0",
                        "pkg:swift/github.com/Acme/soil?vcs_url=git%2Bgit%40github.com:Acme%2Fsoil.git%400a1b");
        Component branch = record.components().getLast();
        assertThat(branch.isResolved()).isFalse();
        assertThat(branch.requirement()).isEqualTo("main");
        assertThat(branch.scope()).isEqualTo(Scope.RUNTIME);
        assertThat(branch.relation()).isEqualTo(Relation.UNKNOWN);
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).contains("soil comes from a place without versions"));
    }

    @Test
    void readsTheThirdVersion() {
        assertThat(scan(THREE).purls())
                .containsExactly("pkg:swift/acme/water@2.0.0", "pkg:swift/github.com/Acme/grove@1.1.0");
        assertThat(scan(THREE).gaps()).isEmpty();
    }

    @Test
    void saysSoAboutOtherForms() {
        assertThat(scan(THREE.replace("\"version\": 3", "\"version\": 8")).gaps())
                .extracting(Gap::kind)
                .containsExactly(Gap.Kind.UNSUPPORTED);
        assertThat(scan(THREE.replace("https://github.com/Acme/grove", "grove")).gaps())
                .hasSize(1);
        assertThat(scan("{\"pins\": [], \"version\": 2}").gaps()).isEmpty();
    }
}
