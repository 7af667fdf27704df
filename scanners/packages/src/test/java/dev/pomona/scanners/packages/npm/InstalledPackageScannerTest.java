// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Relation;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstalledPackageScannerTest extends ScannerAcceptance {

    @Override
    protected Scanner scanner() {
        return new InstalledPackageScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("node_modules/a/package.json", "{\"name\": \"a\", \"version\": \"1.0.0\"}"),
                MemoryFile.of(
                        "x/node_modules/a/node_modules/@s/b/package.json",
                        "{\"name\": \"@s/b\", \"version\": \"2.0.0\", \"license\": \"MIT\"}"));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new InstalledPackageScanner()).scan(files);
    }

    @Test
    void takesPackagesAndNotTheirInnerFolders() {
        String record = "{\"name\": \"n\", \"version\": \"1.0.0\"}";
        ScanRecord scan = scan(Map.of(
                "package.json", record,
                "my_node_modules/n/package.json", record,
                "node_modules/n/esm/package.json", record,
                "node_modules/.cache/package.json", record,
                "node_modules/@s/package.json", record,
                ".yarn/cache/n.zip!/node_modules/n/package.json", record,
                "node_modules/.pnpm/n@1.0.0/node_modules/n/package.json", record));
        assertThat(scan.manifests())
                .extracting(manifest -> manifest.path())
                .containsExactly(
                        ".yarn/cache/n.zip!/node_modules/n/package.json",
                        "node_modules/.pnpm/n@1.0.0/node_modules/n/package.json");
    }

    @Test
    void readsTheLicenceInItsOldForms() {
        ScanRecord record = scan(Map.of("node_modules/n/package.json", """
                {"name": "n", "version": "1.0.0", "license": {"type": "BSD"}, "licenses": [{"type": "MIT"}, "ISC", "BSD"]}
                """));
        var component = record.component("pkg:npm/n@1.0.0");
        assertThat(component.licenses()).containsExactly("BSD", "MIT", "ISC");
        assertThat(component.relation()).isEqualTo(Relation.UNKNOWN);
        assertThat(component.locations().getFirst()).hasToString("node_modules/n/package.json:1:15");
    }

    @Test
    void saysWhenARecordHasNoVersion() {
        ScanRecord record = scan(Map.of("node_modules/n/package.json", "{}"));
        assertThat(record.purls()).containsExactly("pkg:npm/n");
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNRESOLVED);
    }
}
