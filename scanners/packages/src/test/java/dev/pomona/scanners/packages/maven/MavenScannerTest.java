// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

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

class MavenScannerTest extends ScannerAcceptance {

    private static final String PARENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <groupId>org.example</groupId>
              <artifactId>parent</artifactId>
              <version>${revision}</version>
              <packaging>pom</packaging>
              <properties>
                <revision>2.0</revision>
                <jar.version>3.4.2</jar.version>
              </properties>
              <modules><module>core</module><module>app</module></modules>
              <build>
                <plugins>
                  <plugin>
                    <artifactId>maven-jar-plugin</artifactId>
                    <version>${jar.version}</version>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    private static final String APP = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <parent>
                <groupId>org.example</groupId>
                <artifactId>parent</artifactId>
                <version>${revision}</version>
              </parent>
              <artifactId>app</artifactId>
              <dependencies>
                <dependency>
                  <groupId>${project.groupId}</groupId>
                  <artifactId>core</artifactId>
                  <version>${project.version}</version>
                </dependency>
              </dependencies>
            </project>
            """;

    private static final String CORE =
            APP.replace("<artifactId>app<", "<artifactId>core<").replaceAll("(?s)<dependencies>.*</dependencies>", "");

    private static final String EXTENSIONS = """
            <extensions>
              <extension>
                <groupId>org.apache.maven.extensions</groupId>
                <artifactId>maven-build-cache-extension</artifactId>
                <version>1.2.0</version>
              </extension>
            </extensions>
            """;

    @Override
    protected Scanner scanner() {
        return new MavenScanner();
    }

    @Override
    protected List<FileView> samples() {
        return List.of(
                MemoryFile.of("pom.xml", PARENT),
                MemoryFile.of("core/pom.xml", CORE),
                MemoryFile.of("app/pom.xml", APP),
                MemoryFile.of(".mvn/extensions.xml", EXTENSIONS),
                MemoryFile.of(".mvn/maven.config", "-Drevision=2.1\n-T 1C\n"));
    }

    /// A configuration alone has nothing that could be missed.
    @Override
    protected boolean recognisesByName(dev.pomona.scan.api.FileFacts file) {
        return !file.name().equals("maven.config");
    }

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new MavenScanner()).scan(files);
    }

    @Test
    void resolvesModulesAmongThemselves() {
        ScanRecord record = new ScannerTester(new MavenScanner()).scan(samples());
        assertThat(record.edges())
                .contains("pkg:maven/org.example/app@2.1 -> pkg:maven/org.example/core@2.1")
                .contains("pkg:maven/org.example/app@2.1 -> pkg:maven/org.apache.maven.plugins/maven-jar-plugin@3.4.2");
        assertThat(record.purls())
                .containsOnly(
                        "pkg:maven/org.apache.maven.extensions/maven-build-cache-extension@1.2.0",
                        "pkg:maven/org.apache.maven.plugins/maven-jar-plugin@3.4.2");
    }

    @Test
    void saysWhereADependencyStands() {
        ScanRecord record = scan(Map.of("a/pom.xml", """
                <project>
                  <groupId>p</groupId><artifactId>a</artifactId><version>1</version>
                  <dependencies>
                    <dependency>
                      <groupId>g</groupId><artifactId>lib</artifactId><version>1.0</version><scope>test</scope>
                    </dependency>
                  </dependencies>
                </project>
                """));
        Component lib = record.component("pkg:maven/g/lib@1.0");
        assertThat(lib.locations().getFirst()).hasToString("a/pom.xml:4:5");
        assertThat(lib.scope()).isEqualTo(Scope.TEST);
        assertThat(lib.relation()).isEqualTo(Relation.DIRECT);
    }

    @Test
    void readsPluginsTheirDependenciesAndAnnotationProcessors() {
        ScanRecord record = scan(Map.of("pom.xml", """
                <project>
                  <groupId>p</groupId><artifactId>a</artifactId><version>1</version>
                  <build>
                    <extensions><extension><groupId>k</groupId><artifactId>os</artifactId><version>1.7</version></extension></extensions>
                    <pluginManagement><plugins>
                      <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
                      <plugin><artifactId>maven-unused-plugin</artifactId><version>1</version></plugin>
                    </plugins></pluginManagement>
                    <plugins>
                      <plugin>
                        <artifactId>maven-compiler-plugin</artifactId>
                        <dependencies><dependency><groupId>g</groupId><artifactId>inside</artifactId><version>2</version></dependency></dependencies>
                        <configuration><annotationProcessorPaths>
                          <path><groupId>g</groupId><artifactId>processor</artifactId><version>3</version></path>
                        </annotationProcessorPaths></configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:maven/g/inside@2",
                        "pkg:maven/g/processor@3",
                        "pkg:maven/k/os@1.7",
                        "pkg:maven/org.apache.maven.plugins/maven-compiler-plugin@3.14.0");
        assertThat(record.components()).extracting(Component::scope).containsOnly(Scope.BUILD);
        assertThat(record.component("pkg:maven/g/inside@2")
                        .locations()
                        .getFirst()
                        .line())
                .isEqualTo(12);
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void leavesWhatOnlyABuildKnowsUnresolvedAndSaysSo() {
        ScanRecord record = scan(Map.of(
                "pom.xml",
                Repository.project(Repository.needs(
                        Repository.dependency("g:a:${env.VERSION}"),
                        Repository.dependency("g:b:${x}"),
                        Repository.dependency("g:c")))));
        assertThat(record.purls()).containsExactly("pkg:maven/g/a", "pkg:maven/g/b", "pkg:maven/g/c");
        assertThat(record.component("pkg:maven/g/a").requirement()).isEqualTo("${env.VERSION}");
        assertThat(record.gaps())
                .singleElement()
                .isEqualTo(new Gap(
                        Gap.Kind.UNRESOLVED,
                        "pom.xml",
                        "no version can be told for 3 of its requirements (g:a, g:b, g:c)"));
    }

    @Test
    void saysWhichModelsAreMissing() {
        ScanRecord record = scan(Map.of("pom.xml", """
                <project>
                  <parent><groupId>far</groupId><artifactId>away</artifactId><version>7</version></parent>
                  <artifactId>a</artifactId>
                  <dependencies>
                    <dependency><groupId>g</groupId><artifactId>lib</artifactId><version>1.0</version></dependency>
                  </dependencies>
                </project>
                """));
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message())
                        .contains("its parent far:away:7 is missing (not found)")
                        .contains("the own dependencies of 1 dependencies are unknown: not found: 1 (g:lib:1.0)"));
    }

    @Test
    void keepsWithinTheScannedFilesAndEndsCycles() {
        String cyclic = """
                <project>
                  <parent><groupId>p</groupId><artifactId>%s</artifactId><version>1</version><relativePath>%s</relativePath></parent>
                  <artifactId>%s</artifactId>
                </project>
                """;
        ScanRecord record = scan(Map.of(
                "a/pom.xml", cyclic.formatted("b", "../b", "a"),
                "b/pom.xml", cyclic.formatted("a", "../a/pom.xml", "b"),
                "c/pom.xml", cyclic.formatted("z", "../../../etc", "c")));
        assertThat(record.manifests()).hasSize(3);
        assertThat(record.gaps()).extracting(Gap::path).containsExactly("a/pom.xml", "b/pom.xml", "c/pom.xml");
        assertThat(record.gaps().getFirst().message()).contains("lead back to themselves");
    }

    @Test
    void takesAnotherRootElementForMalformed() {
        assertThat(scan(Map.of("pom.xml", "<html/>")).gaps())
                .extracting(Gap::kind)
                .containsExactly(Gap.Kind.MALFORMED);
    }

    @Test
    void leavesModelsInsideOfArchivesToOthers() {
        assertThat(scan(Map.of("a.jar!/META-INF/maven/g/a/pom.xml", PARENT)).manifests())
                .isEmpty();
    }
}
