// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
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

class CargoScannerTest extends ScannerAcceptance {

    private static final String CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index";
    private static final String SUM = "d468802bab17cbc0cc575e9b053f41e72aa36bfa6b7f55e3529ffa43161b97fa";

    @Override
    protected Scanner scanner() {
        return new CargoScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(MemoryFile.of("Cargo.toml", """
                        [workspace]
                        members = ["crates/*"]
                        [workspace.package]
                        version = "0.3.0"
                        [workspace.dependencies]
                        libc = "0.2"
                        [package]
                        name = "shop"
                        version.workspace = true
                        [dependencies]
                        libc = { workspace = true }
                        """), MemoryFile.of("Cargo.lock", """
                        version = 4
                        [[package]]
                        name = "libc"
                        version = "0.2.1"
                        source = "%s"
                        checksum = "%s"
                        [[package]]
                        name = "shop"
                        version = "0.3.0"
                        dependencies = ["libc"]
                        """.formatted(CRATES_IO, SUM)));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new CargoScanner()).scan(files);
    }

    private static String tell(Component component) {
        return "%s %s %s".formatted(component.purl(), component.relation(), component.scope());
    }

    private static String crate(String name, String version, String... dependencies) {
        return """
                [[package]]
                name = "%s"
                version = "%s"
                source = "%s"
                dependencies = [%s]
                """.formatted(name, version, CRATES_IO, quoted(dependencies));
    }

    private static String local(String name, String... dependencies) {
        return """
                [[package]]
                name = "%s"
                version = "0.1.0"
                dependencies = [%s]
                """.formatted(name, quoted(dependencies));
    }

    private static String quoted(String... texts) {
        return texts.length == 0 ? "" : "\"" + String.join("\", \"", texts) + "\"";
    }

    @Test
    void splitsKindsByTheManifestAndCarriesThemOn() {
        ScanRecord record = scan(Map.of(
                "Cargo.toml",
                """
                [package]
                name = "app"
                version = "0.1.0"
                [features]
                default = ["tls"]
                tls = ["dep:rustls", "log?/std"]
                [dependencies]
                json = { package = "serde_json", version = "1" }
                rustls = { version = "0.23", optional = true }
                log = { version = "0.4", optional = true }
                [dev-dependencies]
                criterion = "0.5"
                [build-dependencies]
                cc = "1"
                [target.'cfg(windows)'.dependencies]
                winapi = "0.3"
                """,
                "Cargo.lock",
                "version = 3\n"
                        + local("app", "serde_json", "rustls", "log", "criterion", "cc", "winapi")
                        + crate("serde_json", "1.0.1", "itoa")
                        + crate("itoa", "1.0.0")
                        + crate("rustls", "0.23.0")
                        + crate("log", "0.4.1", "value-bag")
                        + crate("value-bag", "1.0.0")
                        + crate("criterion", "0.5.1", "itoa", "plotters")
                        + crate("plotters", "0.3.0")
                        + crate("cc", "1.0.0", "shlex")
                        + crate("shlex", "1.3.0")
                        + crate("winapi", "0.3.9")));
        assertThat(record.components())
                .extracting(CargoScannerTest::tell)
                .containsExactly(
                        "pkg:cargo/cc@1.0.0 DIRECT BUILD",
                        "pkg:cargo/criterion@0.5.1 DIRECT DEVELOPMENT",
                        "pkg:cargo/itoa@1.0.0 TRANSITIVE RUNTIME",
                        "pkg:cargo/log@0.4.1 DIRECT OPTIONAL",
                        "pkg:cargo/plotters@0.3.0 TRANSITIVE DEVELOPMENT",
                        "pkg:cargo/rustls@0.23.0 DIRECT RUNTIME",
                        "pkg:cargo/serde_json@1.0.1 DIRECT RUNTIME",
                        "pkg:cargo/shlex@1.3.0 TRANSITIVE BUILD",
                        "pkg:cargo/value-bag@1.0.0 TRANSITIVE OPTIONAL",
                        "pkg:cargo/winapi@0.3.9 DIRECT RUNTIME");
        Component json = record.component("pkg:cargo/serde_json@1.0.1");
        assertThat(json.requirement()).isEqualTo("1");
        assertThat(json.locations()).hasToString("[Cargo.lock:7:8, Cargo.toml:8:1]");
        assertThat(record.edges())
                .contains(
                        "pkg:cargo/app@0.1.0 -> pkg:cargo/serde_json@1.0.1",
                        "pkg:cargo/serde_json@1.0.1 -> pkg:cargo/itoa@1.0.0");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void readsTheFirstVersionWithItsChecksumsApart() {
        ScanRecord record = scan(Map.of("Cargo.lock", """
                [[package]]
                name = "a"
                version = "1.0.0"
                source = "%1$s"
                dependencies = [
                 "b 1.0.0 (%1$s)",
                 "b 2.0.0 (git+https://x.org/b?branch=main)",
                ]
                [[package]]
                name = "b"
                version = "1.0.0"
                source = "%1$s"
                [[package]]
                name = "b"
                version = "2.0.0"
                source = "git+https://x.org/b?branch=main#abcdef"
                [metadata]
                "checksum a 1.0.0 (%1$s)" = "%2$s"
                "checksum b 2.0.0 (git+https://x.org/b)" = "<none>"
                """.formatted(CRATES_IO, SUM)));
        assertThat(record.components())
                .extracting(CargoScannerTest::tell)
                .containsExactly(
                        "pkg:cargo/a@1.0.0 DIRECT RUNTIME",
                        "pkg:cargo/b@1.0.0 UNKNOWN RUNTIME",
                        "pkg:cargo/b@2.0.0?vcs_url=git%2Bhttps:%2F%2Fx.org%2Fb%40abcdef UNKNOWN RUNTIME");
        assertThat(record.component("pkg:cargo/a@1.0.0").digests())
                .singleElement()
                .hasToString("sha256:" + SUM);
        assertThat(record.edges()).hasSize(2);
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void tellsApartTwoVersionsOfOneName() {
        ScanRecord record = scan(Map.of(
                "Cargo.lock",
                "version = 3\n" + local("app", "rand 0.8.5", "x") + crate("x", "1.0.0", "rand 0.7.3")
                        + crate("rand", "0.7.3") + crate("rand", "0.8.5")));
        assertThat(record.components())
                .extracting(CargoScannerTest::tell)
                .contains("pkg:cargo/rand@0.7.3 TRANSITIVE RUNTIME", "pkg:cargo/rand@0.8.5 DIRECT RUNTIME");
        assertThat(record.manifests().getFirst().root()).hasToString("pkg:cargo/app@0.1.0");
    }

    @Test
    void startsAtEveryMemberOfAWorkspace() {
        ScanRecord record = scan(Map.of(
                "Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\n[workspace.dependencies]\nserde = \"1\"\n",
                "a/Cargo.toml",
                        "[package]\nname = \"a\"\nversion = \"0.1.0\"\n[dependencies]\nb = { path = \"../b\" }\n",
                "b/Cargo.toml",
                        "[package]\nname = \"b\"\nversion = \"0.1.0\"\n[dev-dependencies]\nserde.workspace = true\n",
                "Cargo.lock", "version = 4\n" + local("a", "b") + local("b", "serde") + crate("serde", "1.0.1")));
        assertThat(record.manifests()).hasSize(1);
        Component serde = record.component("pkg:cargo/serde@1.0.1");
        assertThat(tell(serde)).isEqualTo("pkg:cargo/serde@1.0.1 DIRECT DEVELOPMENT");
        assertThat(serde.requirement()).isEqualTo("1");
        assertThat(serde.locations().getLast()).hasToString("b/Cargo.toml:5:1");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void manifestsWithoutLockFileStayOpen() {
        ScanRecord record = scan(Map.of("lib/Cargo.toml", """
                [package]
                name = "lib"
                version = "1.0.0"
                [dependencies]
                exact = "=1.2.3"
                range = "1.2"
                repo = { git = "https://user:secret@x.org/repo", tag = "v1" }
                near = { path = "../near" }
                lost.workspace = true
                """));
        assertThat(record.components())
                .extracting(component -> component.purl() + " " + component.requirement())
                .containsExactly(
                        "pkg:cargo/exact@1.2.3 =1.2.3",
                        "pkg:cargo/lost *",
                        "pkg:cargo/range 1.2",
                        "pkg:cargo/repo?vcs_url=git%2Bhttps:%2F%2Fx.org%2Frepo%40v1 git+https://x.org/repo@v1");
        assertThat(record.gaps())
                .extracting(Gap::message)
                .containsExactly(
                        "line 9: the workspace has no dependency 'lost'",
                        "there is no Cargo.lock for it: 3 of 4 requirements have no exact version");
    }

    @Test
    void saysWhenTheLockFileIsOutOfStepBrokenOrUnknown() {
        assertThat(scan(Map.of(
                                "Cargo.toml",
                                "[package]\nname = \"app\"\n[dependencies]\nnew = \"1\"\n",
                                "Cargo.lock",
                                "version = 4\n" + local("app")))
                        .gaps())
                .extracting(Gap::message)
                .containsExactly("out of step with Cargo.toml, which also names new");
        assertThat(scan(Map.of("Cargo.lock", "version = 9\n" + crate("a", "1.0.0", "gone") + crate("b", "x/y")))
                        .gaps())
                .extracting(Gap::message)
                .containsExactly(
                        "line 7: a package without a proper name or version; line 6: a dependency that is not in the file",
                        "version is none of 1 to 4; read as 4");
    }
}
