// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.sbt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
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

class SbtScannerTest extends ScannerAcceptance {

    private static final String LOCK = """
            {
              "lockVersion": 1,
              "timestamp": "2024-01-01T00:00:00Z",
              "configurations": ["compile", "test"],
              "dependencies": [
                {
                  "org": "org.typelevel",
                  "name": "cats-core_2.13",
                  "version": "2.10.0",
                  "artifacts": [{"name": "cats-core_2.13.jar", "hash": "sha1:0123456789abcdef0123456789abcdef01234567"}],
                  "configurations": ["compile", "test"]
                },
                {
                  "org": "org.scalatest",
                  "name": "scalatest_2.13",
                  "version": "3.2.17",
                  "artifacts": [],
                  "configurations": ["test"]
                }
              ]
            }
            """;

    @Override
    protected Scanner scanner() {
        return new SbtScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(MemoryFile.of("build.sbt.lock", LOCK));
    }

    private static ScanRecord scan(String text) {
        return new ScannerTester(new SbtScanner()).scan("build.sbt.lock", text);
    }

    @Test
    void readsNamesScopesDigestsAndPlaces() {
        ScanRecord record = scan(LOCK);
        Component cats = record.component("pkg:maven/org.typelevel/cats-core_2.13@2.10.0");
        assertThat(cats.scope()).isEqualTo(Scope.RUNTIME);
        assertThat(cats.digests().toString()).isEqualTo("[sha1:0123456789abcdef0123456789abcdef01234567]");
        assertThat(cats.locations().getFirst().line()).isEqualTo(6);
        assertThat(record.component("pkg:maven/org.scalatest/scalatest_2.13@3.2.17")
                        .scope())
                .isEqualTo(Scope.TEST);
    }

    @Test
    void readsWhatItCanOfAnotherVersionAndSaysSo() {
        ScanRecord record = scan(LOCK.replace("\"lockVersion\": 1", "\"lockVersion\": 2"));
        assertThat(record.purls()).hasSize(2);
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNSUPPORTED);
    }

    @Test
    void reportsDependenciesWithoutName() {
        ScanRecord record = scan(LOCK.replace("\"org\": \"org.scalatest\",", ""));
        assertThat(record.purls()).hasSize(1);
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).startsWith("line 13:"));
    }
}
