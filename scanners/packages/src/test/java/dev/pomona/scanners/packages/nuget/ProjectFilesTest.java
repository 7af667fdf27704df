// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Projects without lock file: what MSBuild would make of their files.
class ProjectFilesTest {

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new NuGetScanner()).scan(files);
    }

    private static List<String> stated(ScanRecord record) {
        return record.components().stream()
                .map(one -> one.purl().toString().substring("pkg:nuget/".length()) + " " + one.requirement() + " "
                        + one.scope())
                .toList();
    }

    private static String project(String items) {
        return "<Project Sdk='Microsoft.NET.Sdk'>" + items + "</Project>";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.2.3 | 1.2.3
                    [1.2.3] | 1.2.3
                    1.0.0-beta.1 | 1.0.0-beta.1
                    1.* |
                    * |
                    [1.0,2.0) |
                    (,1.0] |
                    $(Unknown) |
                    """)
    void takesOnlyExactVersionsAsResolved(String asked, String expected) {
        assertThat(ProjectFiles.exact(asked)).isEqualTo(expected);
    }

    @Test
    void takesVersionsFromAttributesChildrenAndProperties() {
        ScanRecord record = scan(Map.of("App.csproj", project("""
                        <PropertyGroup><Major>4</Major><TreeVersion>$(Major).2.0</TreeVersion></PropertyGroup>
                        <ItemGroup>
                          <PackageReference Include="A" Version="1.0.0" />
                          <PackageReference Include="B"><Version>$(TreeVersion)</Version></PackageReference>
                          <PackageReference Include="C" Version="1.*" />
                          <PackageReference Include="D" Version="$(Elsewhere)" />
                          <PackageReference Include="E" Version="2.0"><PrivateAssets>all</PrivateAssets></PackageReference>
                        </ItemGroup>
                        """)));
        assertThat(stated(record))
                .containsExactly(
                        "A@1.0.0 1.0.0 RUNTIME",
                        "B@4.2.0 4.2.0 RUNTIME",
                        "C 1.* RUNTIME",
                        "D $(Elsewhere) RUNTIME",
                        "E@2.0 2.0 DEVELOPMENT");
        assertThat(record.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Gap.Kind.UNRESOLVED);
            assertThat(gap.message()).contains("packages.lock.json").contains("2 of 5");
        });
    }

    @Test
    void takesVersionsFromTheNearestCentralFile() {
        ScanRecord record = scan(Map.of("Directory.Packages.props", """
                <Project>
                  <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
                  <ItemGroup>
                    <PackageVersion Include="A" Version="1.0.0" />
                    <PackageVersion Include="B" Version="2.0.0" />
                    <GlobalPackageReference Include="Signing" Version="3.0.0" />
                  </ItemGroup>
                </Project>
                """, "src/App/App.csproj", project("""
                        <ItemGroup>
                          <PackageReference Include="a" />
                          <PackageReference Include="B" VersionOverride="2.5.0" />
                        </ItemGroup>
                        """)));
        assertThat(stated(record))
                .containsExactly("B@2.5.0 2.5.0 RUNTIME", "Signing@3.0.0 3.0.0 DEVELOPMENT", "a@1.0.0 1.0.0 RUNTIME");
        assertThat(record.manifests()).hasSize(1);
        assertThat(record.component("pkg:nuget/Signing@3.0.0").locations())
                .hasToString("[Directory.Packages.props:6:5]");
    }

    @Test
    void reportsCentralVersionsThatNoProjectUses() {
        ScanRecord record = scan(Map.of(
                "Directory.Packages.props",
                "<Project><ItemGroup><PackageVersion Include='A' Version='1.0.0'/></ItemGroup></Project>"));
        assertThat(record.purls()).containsExactly("pkg:nuget/A@1.0.0");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void followsFoldersAndImports() {
        ScanRecord record = scan(Map.of(
                "Directory.Build.props",
                "<Project><PropertyGroup><RootVersion>1.0.0</RootVersion></PropertyGroup></Project>",
                "src/Directory.Build.props",
                """
                <Project>
                  <Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" />
                  <Import Project="$(MSBuildThisFileDirectory)..\\build\\Common.props" />
                </Project>
                """,
                "build/common.props",
                "<Project><ItemGroup><PackageReference Include='Common' Version='$(RootVersion)'/></ItemGroup></Project>",
                "src/App.csproj",
                project("<Import Project='$(VSToolsPath)\\\\x.targets'/><Import Project='missing.props'/>")));
        assertThat(record.purls()).containsExactly("pkg:nuget/Common@1.0.0");
        assertThat(record.component("pkg:nuget/Common@1.0.0").locations()).hasToString("[build/common.props:1:21]");
        assertThat(record.gaps()).extracting(Gap::message).anyMatch(message -> message.contains("src/missing.props"));
    }

    @Test
    void surviveImportsInACircleAndBeyondTheRoot() {
        ScanRecord record = scan(Map.of(
                "a.props", "<Project><Import Project='b.props'/></Project>",
                "b.props", "<Project><Import Project='a.props'/><Import Project='../../etc/x.props'/></Project>",
                "App.csproj", project("<Import Project='a.props'/>")));
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).contains("outside"));
    }

    @Test
    void decidesConditionsAsFarAsTheFilesDo() {
        ScanRecord record = scan(Map.of("App.csproj", project("""
                        <PropertyGroup>
                          <V>1.0.0</V>
                          <V Condition="'$(V)' == ''">9.9.9</V>
                          <W Condition="'$(TargetFramework)' == 'net8.0'">8.0.0</W>
                          <W Condition="'$(TargetFramework)' != 'net8.0'">6.0.0</W>
                        </PropertyGroup>
                        <ItemGroup Condition="'$(V)' == '2.0.0'"><PackageReference Include="No" Version="1.0"/></ItemGroup>
                        <ItemGroup Condition="'$(Configuration)' == 'Debug'">
                          <PackageReference Include="Maybe" Version="$(V)"/>
                        </ItemGroup>
                        <ItemGroup><PackageReference Include="Both" Version="$(W)"/></ItemGroup>
                        """)));
        assertThat(record.purls())
                .containsExactly("pkg:nuget/Both@6.0.0", "pkg:nuget/Both@8.0.0", "pkg:nuget/Maybe@1.0.0");
    }

    @Test
    void appliesUpdatesAndRemovals() {
        ScanRecord record = scan(Map.of("App.csproj", project("""
                        <ItemGroup>
                          <PackageReference Include="A;B" Version="1.0.0"/>
                          <PackageReference Update="A" Version="1.1.0"/>
                          <PackageReference Remove="b"/>
                        </ItemGroup>
                        """)));
        assertThat(record.purls()).containsExactly("pkg:nuget/A@1.1.0");
    }

    @Test
    void knowsTestProjects() {
        ScanRecord record = scan(Map.of("T.fsproj", project("""
                        <ItemGroup>
                          <PackageReference Include="Microsoft.NET.Test.Sdk" Version="17.0.0"/>
                          <PackageReference Include="A" Version="1.0.0"/>
                        </ItemGroup>
                        """)));
        assertThat(record.components()).extracting(Component::scope).containsOnly(Scope.TEST);
    }
}
