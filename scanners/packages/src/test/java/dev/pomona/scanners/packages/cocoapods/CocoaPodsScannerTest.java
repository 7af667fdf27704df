// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.cocoapods;

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

class CocoaPodsScannerTest extends ScannerAcceptance {

    private static final String LOCK = """
            PODS:
              - Grove (1.2.0):
                - Grove/Core (= 1.2.0)
                - Soil (~> 3.0)
              - Grove/Core (1.2.0)
              - Local (0.1.0):
                - Water
              - Soil (3.4.0)
              - Water (2.0.0)

            DEPENDENCIES:
              - Grove (~> 1.0)
              - Local (from `../Local`)
              - Soil (from `https://example.org/soil.git`, branch `main`)

            SPEC REPOS:
              trunk:
                - Grove

            EXTERNAL SOURCES:
              Local:
                :path: "../Local"
              Soil:
                :branch: main
                :git: https://example.org/soil.git

            CHECKOUT OPTIONS:
              Soil:
                :commit: 0a1b
                :git: https://example.org/soil.git

            SPEC CHECKSUMS:
              Grove: 3d45d8e70a1d17a15b1dc59d102c63dbc0525ffd

            PODFILE CHECKSUM: 2acff18c7f9246879b6a1a2d04e5decbc9410ef4

            COCOAPODS: 1.12.1
            """;

    @Override
    protected Scanner scanner() {
        return new CocoaPodsScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(MemoryFile.of("ios/Podfile.lock", LOCK));
    }

    private static ScanRecord scan(String text) {
        return new ScannerTester(new CocoaPodsScanner()).scan("Podfile.lock", text);
    }

    @Test
    void readsPodsSubspecsAndSources() {
        ScanRecord record = scan(LOCK);
        String soil = "pkg:cocoapods/Soil@3.4.0?vcs_url=git%2Bhttps:%2F%2Fexample.org%2Fsoil.git%400a1b";
        assertThat(record.purls())
                .containsExactly(
                        "pkg:cocoapods/Grove@1.2.0",
                        "pkg:cocoapods/Grove@1.2.0#Core",
                        soil,
                        "pkg:cocoapods/Water@2.0.0");
        assertThat(record.components())
                .extracting(Component::relation)
                .containsExactly(Relation.DIRECT, Relation.TRANSITIVE, Relation.DIRECT, Relation.DIRECT);
        assertThat(record.component("pkg:cocoapods/Grove@1.2.0").requirement()).isEqualTo("~> 1.0");
        assertThat(record.components()).extracting(Component::scope).containsOnly(Scope.RUNTIME);
        assertThat(record.edges())
                .containsExactly(
                        "pkg:cocoapods/Grove@1.2.0 -> pkg:cocoapods/Grove@1.2.0#Core",
                        "pkg:cocoapods/Grove@1.2.0 -> " + soil);
    }

    @Test
    void saysWhatHasNoVersion() {
        ScanRecord record = scan("PODS:\n  - Grove\nDEPENDENCIES:\n  - Missing\n");
        assertThat(record.gaps())
                .extracting(Gap::kind)
                .containsExactlyInAnyOrder(Gap.Kind.UNRESOLVED, Gap.Kind.UNSUPPORTED);
    }

    @Test
    void acceptsAProjectWithoutPods() {
        ScanRecord record = scan("PODFILE CHECKSUM: 2acf\n\nCOCOAPODS: 1.12.1\n");
        assertThat(record.gaps()).isEmpty();
        assertThat(record.manifests()).hasSize(1);
    }
}
