// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import static org.assertj.core.api.Assertions.assertThat;

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

class NpmScannerTest extends ScannerAcceptance {

    @Override
    protected Scanner scanner() {
        return new NpmScanner();
    }

    @Override
    protected List<FileView> samples() {
        String manifest = """
                {"name": "app", "version": "1.0.0", "dependencies": {"left": "^1.0.0"}}
                """;
        return List.of(
                MemoryFile.of("alone/package.json", """
                        {"name": "alone", "dependencies": {"left": "1.2.3", "near": "file:../near"}}
                        """),
                MemoryFile.of("npm1/package.json", manifest),
                MemoryFile.of("npm1/npm-shrinkwrap.json", """
                        {"name": "app", "version": "1.0.0", "lockfileVersion": 1, "requires": true,
                         "dependencies": {"left": {"version": "1.0.1", "requires": {"right": "~2.0.0"}},
                                          "right": {"version": "2.0.0"}}}
                        """),
                MemoryFile.of("npm3/package-lock.json", """
                        {"name": "app", "version": "1.0.0", "lockfileVersion": 3,
                         "packages": {"": {"name": "app", "dependencies": {"left": "^1.0.0"}},
                                      "node_modules/left": {"version": "1.0.1", "license": "MIT"}}}
                        """),
                MemoryFile.of("hidden/node_modules/.package-lock.json", """
                        {"name": "app", "lockfileVersion": 3, "packages": {"node_modules/left": {"version": "1.0.1"}}}
                        """),
                MemoryFile.of("yarn1/package.json", manifest),
                MemoryFile.of("yarn1/yarn.lock", """
                        # yarn lockfile v1


                        left@^1.0.0:
                          version "1.0.1"
                          resolved "https://registry.example/left/-/left-1.0.1.tgz#%s"
                          dependencies:
                            "@s/right" "~2.0.0"

                        "@s/right@~2.0.0":
                          version "2.0.0"
                        """.formatted("ab".repeat(20))),
                MemoryFile.of("berry/package.json", manifest),
                MemoryFile.of("berry/yarn.lock", """
                        __metadata:
                          version: 8

                        "app@workspace:.":
                          version: 0.0.0-use.local
                          resolution: "app@workspace:."
                          dependencies:
                            left: "npm:^1.0.0"

                        "left@npm:^1.0.0":
                          version: 1.0.1
                          resolution: "left@npm:1.0.1"
                        """),
                MemoryFile.of("berry/.yarnrc.yml", "catalog:\n  left: ^1.0.0\n"),
                MemoryFile.of("pnpm/package.json", manifest),
                MemoryFile.of("pnpm/pnpm-workspace.yaml", "packages:\n  - members/*\n"),
                MemoryFile.of("pnpm/pnpm-lock.yaml", """
                        lockfileVersion: '9.0'
                        importers:
                          .:
                            dependencies:
                              left:
                                specifier: ^1.0.0
                                version: 1.0.1(right@2.0.0)
                        packages:
                          left@1.0.1:
                            resolution: {integrity: sha512-AAAA}
                          right@2.0.0: {}
                        snapshots:
                          left@1.0.1(right@2.0.0):
                            dependencies:
                              right: 2.0.0
                          right@2.0.0: {}
                        """),
                MemoryFile.of("bun/bun.lock", """
                        {
                          "lockfileVersion": 1,
                          "workspaces": {"": {"name": "app", "dependencies": {"left": "^1.0.0",},},},
                          "packages": {"left": ["left@1.0.1", "", {}, "sha512-AAAA"],}
                        }
                        """));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new NpmScanner()).scan(files);
    }

    @Test
    void takesWhatAManifestAloneStates() {
        ScanRecord record = scan(Map.of("web/package.json", """
                {
                  "name": "@app/web",
                  "version": "2.0.0",
                  "packageManager": "pnpm@9.0.0",
                  "engines": {"node": ">=20"},
                  "dependencies": {
                    "pinned": "=1.2.3",
                    "open": "^1.0.0",
                    "other": "npm:@real/name@2.0.0",
                    "local": "file:../local",
                    "forked": "github:someone/forked#v1"
                  },
                  "devDependencies": {"open": "^1.1.0", "tool": "~3"},
                  "peerDependencies": {"host": ">=4"},
                  "optionalDependencies": {"native": "*"}
                }
                """));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:npm/%40real/name@2.0.0",
                        "pkg:npm/forked?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fsomeone%2Fforked.git%40v1",
                        "pkg:npm/host",
                        "pkg:npm/native",
                        "pkg:npm/open",
                        "pkg:npm/pinned@1.2.3",
                        "pkg:npm/tool");
        assertThat(record.component("pkg:npm/open").requirement()).isEqualTo("^1.0.0");
        assertThat(record.component("pkg:npm/open").scope()).isEqualTo(Scope.RUNTIME);
        assertThat(record.component("pkg:npm/tool").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:npm/host").scope()).isEqualTo(Scope.PROVIDED);
        assertThat(record.component("pkg:npm/native").scope()).isEqualTo(Scope.OPTIONAL);
        assertThat(record.component("pkg:npm/tool").locations().getFirst()).hasToString("web/package.json:13:41");
        assertThat(record.component("pkg:npm/tool").relation()).isEqualTo(Relation.DIRECT);
        assertThat(record.edges()).contains("pkg:npm/%40app/web@2.0.0 -> pkg:npm/pinned@1.2.3");
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).contains("package-lock.json", "5 of 7"))
                .extracting(Gap::kind)
                .isEqualTo(Gap.Kind.UNRESOLVED);
    }

    @Test
    void leavesOutMembersOfTheSameWorkspace() {
        ScanRecord record = scan(Map.of(
                "package.json", "{\"workspaces\": {\"packages\": [\"packages/*\"]}}",
                "packages/a/package.json", "{\"name\": \"a\", \"dependencies\": {\"b\": \"^1.0.0\", \"c\": \"1.0.0\"}}",
                "packages/b/package.json", "{\"name\": \"b\", \"version\": \"1.0.0\"}",
                "elsewhere/package.json", "{\"name\": \"e\", \"dependencies\": {\"b\": \"1.0.0\"}}"));
        assertThat(record.purls()).containsExactly("pkg:npm/b@1.0.0", "pkg:npm/c@1.0.0");
        assertThat(record.component("pkg:npm/b@1.0.0").locations().getFirst().path())
                .isEqualTo("elsewhere/package.json");
    }

    @Test
    void takesRangesFromTheWorkspacesCatalog() {
        ScanRecord record = scan(Map.of(
                "pnpm-workspace.yaml", """
                        packages: ['apps/*']
                        catalog: {left: 1.0.0}
                        catalogs: {old: {left: 0.9.0}}
                        """,
                "apps/new/package.json", "{\"dependencies\": {\"left\": \"catalog:\"}}",
                "apps/old/package.json", "{\"dependencies\": {\"left\": \"catalog:old\"}}"));
        assertThat(record.purls()).containsExactly("pkg:npm/left@1.0.0", "pkg:npm/left@0.9.0");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void takesRangesFromTheCatalogOfYarnsSettings() {
        ScanRecord record = scan(Map.of(
                "package.json", "{\"private\": true, \"workspaces\": [\"apps/*\"]}",
                ".yarnrc.yml", "nodeLinker: node-modules\ncatalog: {left: 1.0.0}\n",
                "apps/new/package.json", "{\"dependencies\": {\"left\": \"catalog:\"}}"));
        assertThat(record.purls()).containsExactly("pkg:npm/left@1.0.0");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void saysThatTheBinaryLockFileIsNotRead() {
        ScanRecord record = scan(Map.of("bun.lockb", "#!/usr/bin/env bun\nbun-lockfile-format-v0"));
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNSUPPORTED);
    }

    @Test
    void saysWhereAManifestIsBroken() {
        ScanRecord record = scan(Map.of("package.json", "{\n  \"name\": oops\n}"));
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).startsWith("line 2"))
                .extracting(Gap::kind)
                .isEqualTo(Gap.Kind.MALFORMED);
    }

    @Test
    void namesNoPackageThatCantBeOne() {
        ScanRecord record = scan(Map.of("package.json", """
                {"dependencies": {"../../etc": "1.0.0", "@/x": "1.0.0", "": "1.0.0", "good": "1.0.0"}}
                """));
        assertThat(record.purls()).containsExactly("pkg:npm/good@1.0.0");
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED);
    }
}
