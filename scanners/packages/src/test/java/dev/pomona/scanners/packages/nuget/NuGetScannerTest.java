// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NuGetScannerTest extends ScannerAcceptance {

    private static final String HASH = Base64.getEncoder().encodeToString(new byte[64]);

    private static final String LOCK = """
            {
              "version": 2,
              "dependencies": {
                "net8.0": {
                  "Orchard.Core": {
                    "type": "Direct",
                    "requested": "[2.1.0, )",
                    "resolved": "2.1.0",
                    "contentHash": "HASH",
                    "dependencies": { "Orchard.Roots": "1.0.0" }
                  },
                  "Pruning.Rules": { "type": "Direct", "requested": "[3.0.0, )", "resolved": "3.0.0" },
                  "Orchard.Roots": { "type": "Transitive", "resolved": "1.0.4" },
                  "Water": { "type": "CentralTransitive", "requested": "[5.0.0, )", "resolved": "5.0.0" },
                  "shared": { "type": "Project", "dependencies": { "Water": "[5.0.0, )" } }
                },
                "net8.0/linux-x64": {
                  "Orchard.Roots": { "type": "Transitive", "resolved": "1.0.4", "dependencies": { "Water": "5.0.0" } }
                }
              }
            }
            """.replace("HASH", HASH);

    private static final String PROJECT = """
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <PackageReference Include="Orchard.Core" Version="2.1.0" />
                <PackageReference Include="Pruning.Rules" Version="3.0.0" PrivateAssets="all" />
              </ItemGroup>
            </Project>
            """;

    private static final String DEPS = """
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v8.0", "signature": "" },
              "targets": {
                ".NETCoreApp,Version=v8.0": {
                  "App/1.2.0": { "dependencies": { "Seed": "4.0.0", "runtimepack.Base.Runtime.linux-x64": "8.0.1" } },
                  "Seed/4.0.0": { "dependencies": { "Soil": "1.0.0" } },
                  "Soil/1.1.0": {}
                }
              },
              "libraries": {
                "App/1.2.0": { "type": "project", "serviceable": false, "sha512": "" },
                "runtimepack.Base.Runtime.linux-x64/8.0.1": { "type": "runtimepack", "sha512": "" },
                "Seed/4.0.0": { "type": "package", "sha512": "sha512-HASH", "path": "seed/4.0.0" },
                "Soil/1.1.0": { "type": "package", "sha512": "", "path": "soil/1.1.0" },
                "Local/1.0.0.0": { "type": "reference", "sha512": "" }
              }
            }
            """.replace("HASH", HASH);

    private static final String ASSETS = """
            {
              "version": 3,
              "targets": {
                "net8.0": {
                  "Seed/4.0.0": { "type": "package", "dependencies": { "Soil": "1.0.0" } },
                  "Soil/1.1.0": { "type": "package" },
                  "Lint/2.0.0": { "type": "package" }
                }
              },
              "libraries": {
                "Lint/2.0.0": { "sha512": "HASH", "type": "package", "path": "lint/2.0.0" },
                "Seed/4.0.0": { "sha512": "HASH", "type": "package", "path": "seed/4.0.0" },
                "Soil/1.1.0": { "sha512": "HASH", "type": "package", "path": "soil/1.1.0" }
              },
              "project": {
                "restore": { "projectName": "Grove" },
                "frameworks": {
                  "net8.0": {
                    "dependencies": {
                      "Lint": { "suppressParent": "All", "target": "Package", "version": "[2.0.0, )" },
                      "Seed": { "target": "Package", "version": "[4.0.0, )" }
                    }
                  }
                }
              }
            }
            """.replace("HASH", HASH);

    private static final String CONFIG = """
            <?xml version="1.0" encoding="utf-8"?>
            <packages>
              <package id="Old.Tree" version="1.0.2" targetFramework="net48" />
              <package id="Old.Axe" version="2.0" developmentDependency="true" allowedVersions="[2.0,3.0)" />
            </packages>
            """;

    private static final String PAKET = """
            RESTRICTION: == net8.0
            NUGET
              remote: https://api.nuget.org/v3/index.json
                Argue (6.1.1)
                  FCore (>= 4.3.2)
                FCore (6.0.3)
            GITHUB
              remote: someone/something
                file.fs (0123456789abcdef)
            GROUP Build
            NUGET
              remote: https://api.nuget.org/v3/index.json
                FCore (7.0.0)
            """;

    @Override
    protected Scanner scanner() {
        return new NuGetScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("src/App/App.csproj", PROJECT),
                MemoryFile.of("src/App/packages.lock.json", LOCK),
                MemoryFile.of("out/App.deps.json", DEPS),
                MemoryFile.of("grove/obj/project.assets.json", ASSETS),
                MemoryFile.of("old/packages.config", CONFIG),
                MemoryFile.of("f/paket.lock", PAKET),
                MemoryFile.of("Directory.Build.props", "<Project><PropertyGroup><A>1</A></PropertyGroup></Project>"),
                MemoryFile.of(".config/dotnet-tools.json", """
                        { "version": 1, "isRoot": true, "tools": { "dotnet-ef": { "version": "8.0.1" } } }
                        """),
                MemoryFile.of("global.json", """
                        { "sdk": { "version": "8.0.100" }, "msbuild-sdks": { "Build.Traversal": "4.1.0" } } // why not
                        """));
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new NuGetScanner()).scan(files);
    }

    @Test
    void readsLockFileWithItsProject() {
        ScanRecord record = scan(Map.of("a/App.csproj", PROJECT, "a/packages.lock.json", LOCK));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:nuget/Orchard.Core@2.1.0",
                        "pkg:nuget/Orchard.Roots@1.0.4",
                        "pkg:nuget/Pruning.Rules@3.0.0",
                        "pkg:nuget/Water@5.0.0");
        assertThat(record.gaps()).isEmpty();
        Component core = record.component("pkg:nuget/Orchard.Core@2.1.0");
        assertThat(core.relation()).isEqualTo(Relation.DIRECT);
        assertThat(core.scope()).isEqualTo(Scope.RUNTIME);
        assertThat(core.requirement()).isEqualTo("[2.1.0, )");
        assertThat(core.digests()).hasToString("[sha512:%s]".formatted("0".repeat(128)));
        assertThat(core.locations()).hasToString("[a/packages.lock.json:5:7, a/App.csproj:3:5]");
        assertThat(record.component("pkg:nuget/Pruning.Rules@3.0.0").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:nuget/Water@5.0.0").relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.edges())
                .containsExactly(
                        "pkg:nuget/App -> pkg:nuget/Orchard.Core@2.1.0",
                        "pkg:nuget/App -> pkg:nuget/Pruning.Rules@3.0.0",
                        "pkg:nuget/App -> pkg:nuget/Water@5.0.0",
                        "pkg:nuget/Orchard.Core@2.1.0 -> pkg:nuget/Orchard.Roots@1.0.4",
                        "pkg:nuget/Orchard.Roots@1.0.4 -> pkg:nuget/Water@5.0.0");
    }

    @Test
    void saysWhichReferenceTheLockFileLacks() {
        String project =
                PROJECT.replace("</ItemGroup>", "<PackageReference Include='Late' Version='1.0'/></ItemGroup>");
        ScanRecord record = scan(Map.of("a/App.csproj", project, "a/packages.lock.json", LOCK));
        assertThat(record.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Gap.Kind.UNRESOLVED);
            assertThat(gap.message()).contains("Late");
        });
    }

    @Test
    void readsUnknownLockVersionsAndSaysSo() {
        ScanRecord record = scan(Map.of("packages.lock.json", LOCK.replace("\"version\": 2", "\"version\": 9")));
        assertThat(record.purls()).hasSize(4);
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNSUPPORTED);
    }

    @Test
    void readsWhatABuiltProgramLoads() {
        ScanRecord record = scan(Map.of("out/App.deps.json", DEPS));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:nuget/Base.Runtime.linux-x64@8.0.1", "pkg:nuget/Seed@4.0.0", "pkg:nuget/Soil@1.1.0");
        assertThat(record.component("pkg:nuget/Seed@4.0.0").relation()).isEqualTo(Relation.DIRECT);
        assertThat(record.component("pkg:nuget/Soil@1.1.0").relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.component("pkg:nuget/Seed@4.0.0").digests()).hasSize(1);
        assertThat(record.edges())
                .containsExactly(
                        "pkg:nuget/App@1.2.0 -> pkg:nuget/Base.Runtime.linux-x64@8.0.1",
                        "pkg:nuget/App@1.2.0 -> pkg:nuget/Seed@4.0.0",
                        "pkg:nuget/Seed@4.0.0 -> pkg:nuget/Soil@1.1.0");
    }

    @Test
    void takesTheProjectThatNoOtherNeedsForTheProgram() {
        String deps = DEPS.replace("{ \"Soil\": \"1.0.0\" }", "{ \"Soil\": \"1.0.0\", \"Part\": \"1.2.0\" }")
                .replace("\"Local/1.0.0.0\"", "\"Part/1.2.0\": { \"type\": \"project\" }, \"Local/1.0.0.0\"");
        assertThat(scan(Map.of("out/renamed.deps.json", deps)).manifests())
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.root()).hasToString("pkg:nuget/App@1.2.0"));
    }

    @Test
    void namesNoProgramWhereSeveralProjectsCouldBeIt() {
        String deps = DEPS.replace("\"Local/1.0.0.0\"", "\"Part/1.2.0\": { \"type\": \"project\" }, \"Local/1.0.0.0\"");
        assertThat(scan(Map.of("out/renamed.deps.json", deps)).manifests())
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.root()).isNull());
    }

    @Test
    void readsWhatARestoreLeftBehind() {
        ScanRecord record = scan(Map.of("g/obj/project.assets.json", ASSETS));
        assertThat(record.component("pkg:nuget/Lint@2.0.0").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:nuget/Soil@1.1.0").scope()).isEqualTo(Scope.RUNTIME);
        assertThat(record.edges())
                .containsExactly(
                        "pkg:nuget/Grove -> pkg:nuget/Lint@2.0.0",
                        "pkg:nuget/Grove -> pkg:nuget/Seed@4.0.0",
                        "pkg:nuget/Seed@4.0.0 -> pkg:nuget/Soil@1.1.0");
    }

    @Test
    void prefersTheLockFileToWhatARestoreLeft() {
        ScanRecord record = scan(
                Map.of("a/App.csproj", PROJECT, "a/packages.lock.json", LOCK, "a/obj/project.assets.json", ASSETS));
        assertThat(record.manifests())
                .singleElement()
                .satisfies(manifest -> assertThat(manifest.kind()).isEqualTo("nuget-lock"));
    }

    @Test
    void readsTheOldListOfPackages() {
        ScanRecord record = scan(Map.of("packages.config", CONFIG));
        assertThat(record.purls()).containsExactly("pkg:nuget/Old.Axe@2.0", "pkg:nuget/Old.Tree@1.0.2");
        Component axe = record.component("pkg:nuget/Old.Axe@2.0");
        assertThat(axe.scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(axe.requirement()).isEqualTo("[2.0,3.0)");
        assertThat(axe.relation()).isEqualTo(Relation.UNKNOWN);
    }

    @Test
    void keepsPaketsGroupsApart() {
        ScanRecord record = scan(Map.of("paket.lock", PAKET));
        assertThat(record.purls())
                .containsExactly("pkg:nuget/Argue@6.1.1", "pkg:nuget/FCore@6.0.3", "pkg:nuget/FCore@7.0.0");
        assertThat(record.edges()).containsExactly("pkg:nuget/Argue@6.1.1 -> pkg:nuget/FCore@6.0.3");
    }

    @Test
    void countsToolsAndSdksAsPartOfTheBuild() {
        ScanRecord record = new ScannerTester(new NuGetScanner()).scan(samples());
        assertThat(record.component("pkg:nuget/dotnet-ef@8.0.1").scope()).isEqualTo(Scope.BUILD);
        assertThat(record.component("pkg:nuget/Build.Traversal@4.1.0").scope()).isEqualTo(Scope.BUILD);
    }
}
