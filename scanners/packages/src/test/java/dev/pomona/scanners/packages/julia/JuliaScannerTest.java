// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.julia;

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
import java.util.Map;
import org.junit.jupiter.api.Test;

class JuliaScannerTest extends ScannerAcceptance {

    private static final String A = "ead4f63c-334e-11e9-00e6-e7f0a5f21b60";
    private static final String B = "f41f7b98-334e-11e9-1257-49272045fb24";
    private static final String DATES = "ade2ca70-3891-5945-98fb-dc099432e06a";

    private static final String SECOND = """
            julia_version = "1.9.0"
            manifest_format = "2.0"

            [[deps.Apple]]
            deps = ["Dates", "Branch"]
            git-tree-sha1 = "00"
            uuid = "%s"
            version = "1.2.0"

            [[deps.Branch]]
            uuid = "%s"
            version = "0.4.0"
            repo-url = "https://example.org/branch.git"

            [[deps.Dates]]
            uuid = "%s"
            """.formatted(A, B, DATES);

    private static final String FIRST = """
            [[Apple]]
            uuid = "%s"
            version = "1.2.0"
                [Apple.deps]
                Branch = "%s"

            [[Branch]]
            uuid = "%s"
            version = "0.4.0"
            """.formatted(A, B, B);

    private static final String PROJECT = """
            name = "Orchard"
            uuid = "1c653b0a-0b5a-4cff-b25a-92f0db012773"
            version = "0.1.0"

            [deps]
            Apple = "%s"

            [compat]
            Apple = "1.2"
            """.formatted(A);

    @Override
    protected Scanner scanner() {
        return new JuliaScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("two/Manifest.toml", SECOND),
                MemoryFile.of("two/Project.toml", PROJECT),
                MemoryFile.of("one/Manifest.toml", FIRST));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new JuliaScanner()).scan(files);
    }

    @Test
    void readsTheSecondFormatWithItsProject() {
        ScanRecord record = scan(Map.of("Manifest.toml", SECOND, "Project.toml", PROJECT));
        assertThat(record.gaps()).isEmpty();
        assertThat(record.purls())
                .containsExactly(
                        "pkg:julia/Apple@1.2.0?uuid=" + A,
                        "pkg:julia/Branch@0.4.0?uuid=" + B + "&vcs_url=git%2Bhttps:%2F%2Fexample.org%2Fbranch.git",
                        "pkg:julia/Dates@1.9.0?uuid=" + DATES);
        assertThat(record.components())
                .extracting(Component::relation)
                .containsExactly(Relation.DIRECT, Relation.TRANSITIVE, Relation.TRANSITIVE);
        assertThat(record.components()).extracting(Component::scope).containsOnly(Scope.RUNTIME);
        assertThat(record.edges()).hasSize(3);
    }

    @Test
    void readsTheFirstFormat() {
        ScanRecord record = scan(Map.of("Manifest.toml", FIRST));
        assertThat(record.edges())
                .containsExactly("pkg:julia/Apple@1.2.0?uuid=" + A + " -> pkg:julia/Branch@0.4.0?uuid=" + B);
    }

    @Test
    void statesRequirementsWhereNothingIsResolved() {
        ScanRecord record = scan(Map.of("Project.toml", PROJECT));
        assertThat(record.components())
                .singleElement()
                .satisfies(apple -> assertThat(apple.requirement()).isEqualTo("1.2"));
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNRESOLVED);
    }
}
