// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.engine.Engine;
import dev.pomona.engine.EngineOptions;
import dev.pomona.engine.EngineResult;
import dev.pomona.engine.Progress;
import dev.pomona.model.report.ScannerOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillOfMaterialsTest {

    private static final String CYCLONEDX = """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [
              {"type": "library", "name": "lib", "version": "2.5", "purl": "pkg:maven/org.example/lib@2.5"}]}
            """;
    private static final String SPDX = """
            {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "x", "packages": [
              {"SPDXID": "SPDXRef-1", "name": "left-pad", "versionInfo": "1.3.0", "externalRefs": [
                {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                 "referenceLocator": "pkg:npm/left-pad@1.3.0"}]}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void listsTheComponentsOfADocument() throws IOException {
        assertThat(purls(scan("any.json", CYCLONEDX))).containsExactly("pkg:maven/org.example/lib@2.5");
        assertThat(purls(scan("x.spdx.json", SPDX))).containsExactly("pkg:npm/left-pad@1.3.0");
    }

    @Test
    void anotherContentIsAnotherInput() throws IOException {
        EngineResult one = scan("x.cdx.json", CYCLONEDX);
        EngineResult other = scan("x.cdx.json", CYCLONEDX.replace("2.5", "2.6"));
        assertThat(scan("x.cdx.json", CYCLONEDX).input()).isEqualTo(one.input()).isNotEqualTo(other.input());
    }

    @Test
    void leavesOtherFilesAlone() throws IOException {
        assertThat(scan("data.json", "{\"a\": 1}").outcomes()).noneMatch(BillOfMaterialsTest::isSbom);
        assertThat(scan("notes.txt", CYCLONEDX).manifests()).isEmpty();
    }

    @Test
    void saysThatADocumentIsDamaged() throws IOException {
        EngineResult result = scan("x.cdx.json", CYCLONEDX.substring(0, 60));
        assertThat(result.outcomes())
                .filteredOn(BillOfMaterialsTest::isSbom)
                .singleElement()
                .extracting(ScannerOutcome::status)
                .isInstanceOf(ScannerOutcome.Status.Partial.class);
    }

    private static boolean isSbom(ScannerOutcome outcome) {
        return outcome.scanner().equals("sbom");
    }

    private static List<String> purls(EngineResult result) {
        return result.manifests().stream()
                .flatMap(manifest -> manifest.components().stream())
                .map(component -> component.purl().toString())
                .toList();
    }

    private EngineResult scan(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        var engine = new Engine(Scanners.ofPackages(), EngineOptions.defaults(), Progress.silent());
        return BillOfMaterials.added(engine.scan(file), file, 1 << 20);
    }
}
