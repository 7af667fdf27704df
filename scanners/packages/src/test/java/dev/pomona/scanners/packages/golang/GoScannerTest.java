// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

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

class GoScannerTest extends ScannerAcceptance {

    @Override
    protected Scanner scanner() {
        return new GoScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("go.work", "go 1.22.3\n\nuse (\n\t./a\n\t./b\n)\n"),
                MemoryFile.of("a/go.mod", "module example.com/a\n\ngo 1.22.3\n\nrequire example.com/x v1.0.0\n"),
                MemoryFile.of("a/go.sum", "example.com/x v1.0.0 h1:AAAA=\nexample.com/x v1.0.0/go.mod h1:AAAA=\n"),
                MemoryFile.of("b/go.mod", "module example.com/b\n\ngo 1.22.3\n\nrequire example.com/a v0.0.0\n"),
                MemoryFile.of("c/go.mod", "module example.com/c\n\ngo 1.22.3\n\nrequire example.com/x v1.0.0\n"),
                MemoryFile.of("c/vendor/modules.txt", "# example.com/x v1.0.0\n## explicit\nexample.com/x/y\n"));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new GoScanner()).scan(files);
    }

    @Test
    void readsDirectAndIndirectRequirements() {
        ScanRecord record = scan(Map.of("go.mod", """
                // Deprecated: no more.
                module "example.com/Main/v2" // the module

                go 1.21.0
                toolchain go1.22.3

                require example.com/One v1.2.3 // direct
                require (
                	example.com/two/v3 v3.0.0-20200101000000-0123456789ab
                	old.example/three v2.0.0+incompatible // indirect; see below
                )

                exclude example.com/four v1.0.0
                retract [v0.1.0, v0.2.0]
                tool old.example/three/cmd/gen
                """));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:golang/example.com/One@v1.2.3",
                        "pkg:golang/example.com/two/v3@v3.0.0-20200101000000-0123456789ab",
                        "pkg:golang/old.example/three@v2.0.0%2Bincompatible",
                        "pkg:golang/stdlib@1.22.3");
        assertThat(record.component("pkg:golang/example.com/One@v1.2.3")
                        .locations()
                        .getFirst())
                .hasToString("go.mod:7:9");
        assertThat(record.component("pkg:golang/stdlib@1.22.3").locations().getFirst())
                .hasToString("go.mod:5:11");
        assertThat(record.edges())
                .contains("pkg:golang/example.com/Main/v2 -> pkg:golang/example.com/One@v1.2.3")
                .contains("pkg:golang/example.com/Main/v2 -> pkg:golang/old.example/three@v2.0.0%2Bincompatible");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void leavesTheStandardLibraryOpenForALanguageVersion() {
        ScanRecord record = scan(Map.of("go.mod", "module m\ngo 1.22\nrequire example.com/i v1.0.0 // indirect\n"));
        assertThat(record.component("pkg:golang/stdlib").requirement()).isEqualTo("1.22");
        assertThat(record.component("pkg:golang/example.com/i@v1.0.0").relation())
                .isEqualTo(Relation.TRANSITIVE);
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).contains("stdlib"))
                .extracting(Gap::kind)
                .isEqualTo(Gap.Kind.UNRESOLVED);
    }

    @Test
    void followsReplacements() {
        ScanRecord record = scan(Map.of(
                "go.mod", """
                module m
                go 1.22.0
                require (
                	example.com/a v1.0.0
                	example.com/b v1.0.0
                	example.com/c v1.0.0
                	example.com/d v1.0.0
                	example.com/e v1.0.0
                )
                replace example.com/a => example.org/fork v1.5.0
                replace (
                	example.com/b v1.0.0 => example.com/b v1.0.1
                	example.com/b => example.com/b v0.9.0
                	example.com/c v2.0.0 => example.com/c v2.0.1
                	example.com/d => ./d
                	example.com/e => ../outside
                )
                """,
                "d/go.mod", "module example.com/d\ngo 1.22.0\n"));
        assertThat(record.purls())
                .contains(
                        "pkg:golang/example.org/fork@v1.5.0",
                        "pkg:golang/example.com/b@v1.0.1",
                        "pkg:golang/example.com/c@v1.0.0")
                .noneMatch(purl -> purl.contains("example.com/d") || purl.contains("example.com/e"));
        var fork = record.component("pkg:golang/example.org/fork@v1.5.0");
        assertThat(fork.requirement()).isEqualTo("example.com/a v1.0.0");
        assertThat(fork.locations()).extracting(Object::toString).containsExactly("go.mod:4:2", "go.mod:10:9");
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).contains("../outside"));
    }

    @Test
    void completesOldModulesFromTheirSums() {
        ScanRecord record = scan(Map.of(
                "go.mod", "module m\ngo 1.16\nrequire example.com/a v1.0.0\nexclude example.com/b v1.10.0\n",
                "go.sum", """
                example.com/a v1.0.0 h1:A=
                example.com/a v1.0.0/go.mod h1:A=
                example.com/b v1.2.0 h1:A=
                example.com/b v1.9.0 h1:A=
                example.com/b v1.9.0-rc.1 h1:A=
                example.com/b v1.10.0 h1:A=
                example.com/c v1.0.0/go.mod h1:A=
                """));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:golang/example.com/a@v1.0.0", "pkg:golang/example.com/b@v1.9.0", "pkg:golang/stdlib");
        var completed = record.component("pkg:golang/example.com/b@v1.9.0");
        assertThat(completed.relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(completed.digests()).isEmpty();
        assertThat(completed.locations().getFirst()).hasToString("go.sum:4:1");
        assertThat(record.gaps()).extracting(Gap::message).anyMatch(message -> message.contains("1 modules are taken"));
    }

    @Test
    void saysWhenSumsLackWhatIsRequired() {
        ScanRecord record = scan(Map.of(
                "go.mod", "module m\ngo 1.22.0\nrequire (\n\texample.com/a v1.0.0\n\texample.com/b master\n)\n",
                "go.sum", "example.com/a v0.9.0 h1:A=\n"));
        assertThat(record.gaps())
                .extracting(Gap::message)
                .containsExactly(
                        "out of step with go.sum, which lacks: example.com/a", "states no version of: example.com/b");
        assertThat(record.component("pkg:golang/example.com/b").requirement()).isEqualTo("master");
    }

    @Test
    void buildsAWorkspaceTogether() {
        ScanRecord record = scan(Map.of(
                "go.work", "go 1.22.3\nuse ./a\nuse ./b\nuse ../c\nreplace example.com/r => example.com/r v1.1.0\n",
                "a/go.mod", """
                module example.com/a
                go 1.22.0
                require (
                	example.com/b v0.0.0
                	example.com/x v1.0.0
                	example.com/r v1.0.0
                )
                """,
                "b/go.mod", "module example.com/b\ngo 1.22.0\nrequire example.com/x v1.2.0\n"));
        assertThat(record.purls())
                .contains(
                        "pkg:golang/example.com/x@v1.2.0",
                        "pkg:golang/example.com/r@v1.1.0",
                        "pkg:golang/stdlib@1.22.3")
                .doesNotContain("pkg:golang/example.com/b@v0.0.0", "pkg:golang/example.com/x@v1.0.0");
        var raised = record.manifests().getFirst().components().stream()
                .filter(component -> component.purl().name().equals("x"))
                .findFirst()
                .orElseThrow();
        assertThat(raised.requirement()).isEqualTo("v1.0.0");
        assertThat(raised.locations()).extracting(Object::toString).containsExactly("a/go.mod:5:2", "b/go.mod:3:9");
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).contains("../c"));
    }

    @Test
    void readsWhatIsVendored() {
        ScanRecord record = scan(Map.of(
                "go.mod", """
                module m
                go 1.22.0
                require example.com/a v1.0.0
                require example.com/b v1.0.0 // indirect
                """,
                "vendor/modules.txt", """
                # example.com/a v1.0.0
                ## explicit; go 1.17
                example.com/a
                example.com/a/sub
                # example.com/b v1.5.0
                ## explicit
                example.com/b
                # example.com/c v1.0.0 => example.org/c v1.1.0
                example.com/c
                # example.com/d v1.0.0 => ./d
                example.com/d
                # example.com/unused v1.0.0
                ## explicit
                # example.com/c => example.org/c v1.1.0
                """));
        var vendored = record.manifests().getLast();
        assertThat(vendored.kind()).isEqualTo("go-vendor");
        assertThat(vendored.components())
                .extracting(component -> component.purl() + " " + component.relation())
                .containsExactly(
                        "pkg:golang/example.com/a@v1.0.0 DIRECT",
                        "pkg:golang/example.com/b@v1.5.0 TRANSITIVE",
                        "pkg:golang/example.org/c@v1.1.0 TRANSITIVE");
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap ->
                        assertThat(gap.message()).isEqualTo("out of step with go.mod about 1 modules: example.com/b"));
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        ScanRecord record = scan(Map.of(
                "go.mod", "module m\ngo 1.22.0\nrequire x\nfrobnicate y\nreplace a => b\nrequire (\n\t../up v1.0.0\n",
                "lonely/go.sum", "x v1.0.0 h1:A=\n"));
        assertThat(record.gaps())
                .extracting(Gap::message)
                .containsExactlyInAnyOrder(
                        "line 3: 'require' with other arguments",
                        "line 4: the directive 'frobnicate' is not known",
                        "line 5: 'replace' with other arguments",
                        "line 7: not a directive",
                        "names what can't be modules, on lines: 7",
                        "go.sum without its go.mod says nothing");
    }

    @Test
    void ordersVersionsAsGoDoes() {
        var ordered =
                List.of("v1.0.0-0.2020", "v1.0.0-rc.1", "v1.0.0-rc.2", "v1.0.0-rc.10", "v1.0.0", "v1.9.0", "v1.10.0");
        assertThat(ordered.reversed().stream().sorted(GoVersion.ORDER).toList()).isEqualTo(ordered);
        assertThat(GoVersion.ORDER.compare("v2.0.0+incompatible", "v2.0.0")).isZero();
    }
}
