// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PnpmLockTest {

    private static final String MANIFEST = """
            {"name": "app", "version": "1.0.0", "dependencies": {"a": "^1.0.0", "member": "workspace:*"},
             "devDependencies": {"alias": "npm:real@^3"}}
            """;

    private static ScanRecord scan(String lock) {
        return new ScannerTester(new NpmScanner()).scan(Map.of("package.json", MANIFEST, "pnpm-lock.yaml", lock));
    }

    private static void assertGraph(ScanRecord record) {
        assertThat(record.edges())
                .containsExactlyInAnyOrder(
                        "pkg:npm/app@1.0.0 -> pkg:npm/a@1.2.0",
                        "pkg:npm/app@1.0.0 -> pkg:npm/real@3.0.0",
                        "pkg:npm/a@1.2.0 -> pkg:npm/%40s/peer@17.0.0",
                        "pkg:npm/real@3.0.0 -> pkg:npm/native@1.0.0");
        assertThat(record.component("pkg:npm/%40s/peer@17.0.0").relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.component("pkg:npm/%40s/peer@17.0.0").scope()).isEqualTo(Scope.RUNTIME);
        assertThat(record.component("pkg:npm/native@1.0.0").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:npm/a@1.2.0").requirement()).isEqualTo("^1.0.0");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void readsVersion5() {
        assertGraph(scan("""
                lockfileVersion: 5.4

                specifiers:
                  a: ^1.0.0
                  alias: npm:real@^3
                  member: workspace:*

                dependencies:
                  a: 1.2.0_@s+peer@17.0.0
                  member: link:packages/member

                devDependencies:
                  alias: /real/3.0.0

                packages:

                  /@s/peer/17.0.0:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                    dev: false

                  /a/1.2.0_@s+peer@17.0.0:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                    dependencies:
                      '@s/peer': 17.0.0
                    dev: false

                  /native/1.0.0:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                    dev: true
                    optional: true

                  /real/3.0.0:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                    optionalDependencies:
                      native: 1.0.0
                    dev: true
                """));
    }

    @Test
    void readsVersion6() {
        ScanRecord record = scan("""
                lockfileVersion: '6.0'

                dependencies:
                  a:
                    specifier: ^1.0.0
                    version: 1.2.0(@s/peer@17.0.0)
                  member:
                    specifier: workspace:*
                    version: link:packages/member

                devDependencies:
                  alias:
                    specifier: npm:real@^3
                    version: /real@3.0.0

                packages:

                  /@s/peer@17.0.0:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}

                  /a@1.2.0(@s/peer@17.0.0):
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                    dependencies:
                      '@s/peer': 17.0.0

                  /native@1.0.0:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}

                  /real@3.0.0:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                    optionalDependencies:
                      native: 1.0.0
                """);
        assertGraph(record);
        assertThat(record.component("pkg:npm/a@1.2.0").locations())
                .extracting(Object::toString)
                .containsExactly("pnpm-lock.yaml:21:3", "package.json:1:54");
        assertThat(record.component("pkg:npm/a@1.2.0").digests()).hasSize(1);
    }

    @Test
    void readsVersion9() {
        assertGraph(scan("""
                lockfileVersion: '9.0'

                importers:
                  .:
                    dependencies:
                      a:
                        specifier: ^1.0.0
                        version: 1.2.0(patch_hash=abc)(@s/peer@17.0.0)
                      member:
                        specifier: workspace:*
                        version: link:packages/member
                    devDependencies:
                      alias:
                        specifier: npm:real@^3
                        version: real@3.0.0

                packages:
                  '@s/peer@17.0.0':
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                  a@1.2.0:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                    peerDependencies:
                      '@s/peer': '>=17'
                  native@1.0.0: {}
                  real@3.0.0: {}

                snapshots:
                  '@s/peer@17.0.0': {}
                  a@1.2.0(patch_hash=abc)(@s/peer@17.0.0):
                    dependencies:
                      '@s/peer': 17.0.0
                  native@1.0.0:
                    optional: true
                  real@3.0.0:
                    optionalDependencies:
                      native: 1.0.0
                """));
    }

    @Test
    void readsImportersCatalogsAndAddresses() {
        ScanRecord record = new ScannerTester(new NpmScanner()).scan(Map.of("mono/pnpm-lock.yaml", """
                lockfileVersion: '9.0'
                catalogs:
                  default:
                    a: {specifier: ^1.0.0, version: 1.0.0}
                importers:
                  .: {}
                  packages/m:
                    dependencies:
                      a: {specifier: 'catalog:', version: 1.0.0}
                      g: {specifier: 'github:x/g', version: https://codeload.github.com/x/g/tar.gz/0123}
                      h: {specifier: 'git+ssh://h', version: git+ssh://git@h.example/h.git#0123}
                packages:
                  a@1.0.0: {}
                  g@https://codeload.github.com/x/g/tar.gz/0123:
                    resolution: {tarball: https://codeload.github.com/x/g/tar.gz/0123}
                    version: 2.0.0
                  h@git+ssh://git@h.example/h.git#0123:
                    resolution: {commit: '0123', repo: 'git+ssh://git@h.example/h.git', type: git}
                    version: 3.0.0
                  folder@file:../folder:
                    resolution: {directory: ../folder, type: directory}
                snapshots:
                  a@1.0.0: {}
                  g@https://codeload.github.com/x/g/tar.gz/0123: {}
                  h@git+ssh://git@h.example/h.git#0123: {}
                  folder@file:../folder: {}
                """));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:npm/a@1.0.0",
                        "pkg:npm/g@2.0.0?download_url=https:%2F%2Fcodeload.github.com%2Fx%2Fg%2Ftar.gz%2F0123",
                        "pkg:npm/h@3.0.0?vcs_url=git%2Bssh:%2F%2Fgit%40h.example%2Fh.git%400123");
        assertThat(record.components()).allMatch(component -> component.relation() == Relation.DIRECT);
        assertThat(record.component("pkg:npm/a@1.0.0").requirement()).isEqualTo("^1.0.0");
    }

    @Test
    void readsPathsWithHosts() {
        assertThat(DependencyPath.parse("registry.example.org/@s/n/1.0.0_react@17"))
                .isEqualTo(new DependencyPath("@s/n", "1.0.0", false));
        assertThat(DependencyPath.parse("github.com/x/y/0123abc").isAddress()).isTrue();
        assertThat(DependencyPath.parse("/n@1.0.0(a@1(b@2))")).isEqualTo(new DependencyPath("n", "1.0.0", false));
    }

    @Test
    void saysWhatItDoesNotKnow() {
        ScanRecord record = scan("lockfileVersion: '42.0'\npackages:\n  a@1.0.0: {}\n  '../x@1.0.0': {}\n");
        assertThat(record.gaps())
                .extracting(Gap::kind)
                .containsExactly(Gap.Kind.MALFORMED, Gap.Kind.UNRESOLVED, Gap.Kind.UNSUPPORTED);
        assertThat(record.component("pkg:npm/a@1.0.0").relation()).isEqualTo(Relation.UNKNOWN);
    }
}
