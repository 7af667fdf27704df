// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Scanner;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerAcceptance;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.List;
import org.junit.jupiter.api.Test;

class NuGetInstalledScannerTest extends ScannerAcceptance {

    private static final String NUSPEC = """
            <?xml version="1.0"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>Apple.Tree</id>
                <version>1.4.0</version>
                <license type="expression">MIT</license>
                <dependencies>
                  <group targetFramework="net8.0"><dependency id="Soil" version="[1.0,2.0)" /></group>
                </dependencies>
              </metadata>
            </package>
            """;

    @Override
    protected Scanner scanner() {
        return new NuGetInstalledScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("apple.tree.1.4.0.nupkg!/Apple.Tree.nuspec", NUSPEC),
                MemoryFile.of("packages/apple.tree/1.4.0/apple.tree.nuspec", NUSPEC));
    }

    private static ScanRecord scan(String path) {
        return new ScannerTester(new NuGetInstalledScanner()).scan(path, NUSPEC);
    }

    @Test
    void takesAPackageByItsDescription() {
        for (String path : List.of("x.nupkg!/Apple.Tree.nuspec", "packages/Apple.Tree.1.4.0/Apple.Tree.nuspec")) {
            ScanRecord record = scan(path);
            assertThat(record.purls()).containsExactly("pkg:nuget/Apple.Tree@1.4.0");
            assertThat(record.components().getFirst().licenses()).containsExactly("MIT");
        }
    }

    @Test
    void takesADescriptionInSourceAsRequirements() {
        ScanRecord record = scan("src/Apple.Tree.nuspec");
        assertThat(record.purls()).containsExactly("pkg:nuget/Soil");
        assertThat(record.components().getFirst().requirement()).isEqualTo("[1.0,2.0)");
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNRESOLVED);
    }
}
