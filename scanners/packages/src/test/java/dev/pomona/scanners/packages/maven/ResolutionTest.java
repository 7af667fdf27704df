// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import static dev.pomona.scanners.packages.maven.Repository.dependency;
import static dev.pomona.scanners.packages.maven.Repository.exclusion;
import static dev.pomona.scanners.packages.maven.Repository.manages;
import static dev.pomona.scanners.packages.maven.Repository.needs;
import static dev.pomona.scanners.packages.maven.Repository.project;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Mediation as Maven does it, on small repositories.
class ResolutionTest {

    private final Repository repository = new Repository();

    private ScanRecord scan(String... body) {
        return new ScannerTester(new MavenScanner(), repository.files).scan(Map.of("pom.xml", project(body)));
    }

    @Test
    void takesTheNearestAndOfEquallyNearTheFirst() {
        repository
                .publish("g:a:1", needs(dependency("g:deep:1"), dependency("g:same:1")))
                .publish("g:b:1", needs(dependency("g:same:2"), dependency("g:c:1")))
                .publish("g:c:1", needs(dependency("g:deep:9")))
                .publish("g:deep:1")
                .publish("g:same:1");
        ScanRecord record = scan(needs(dependency("g:a:1"), dependency("g:b:1")));
        assertThat(record.purls())
                .containsExactly(
                        "pkg:maven/g/a@1",
                        "pkg:maven/g/b@1",
                        "pkg:maven/g/c@1",
                        "pkg:maven/g/deep@1",
                        "pkg:maven/g/same@1");
        assertThat(record.edges())
                .contains("pkg:maven/g/c@1 -> pkg:maven/g/deep@1", "pkg:maven/p/root@1 -> pkg:maven/g/a@1");
        assertThat(record.component("pkg:maven/g/deep@1").relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void letsTheProjectsManagementOverrideItsDependencies() {
        repository
                .publish("g:a:1", needs(dependency("g:b:1")))
                .publish("g:b:1")
                .publish("g:b:2", needs(dependency("g:c:1"), dependency("h:d:1")))
                .publish("h:d:1");
        ScanRecord record = scan(manages(dependency("g:b:2", exclusion("g", "c"))), needs(dependency("g:a:1")));
        assertThat(record.purls()).containsExactly("pkg:maven/g/a@1", "pkg:maven/g/b@2", "pkg:maven/h/d@1");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void importsManagementAndTheFirstWins() {
        repository
                .publish("bom:inner:1", manages(dependency("g:b:1"), dependency("g:a:1")))
                .publish(
                        "bom:outer:1",
                        "<properties><a>2</a></properties>",
                        manages(dependency("bom:inner:1:import", "<type>pom</type>"), dependency("g:a:${a}")))
                .publish("bom:late:1", manages(dependency("g:a:3"), dependency("g:c:3")))
                .publish("g:a:2")
                .publish("g:b:1")
                .publish("g:c:3");
        ScanRecord record = scan(
                manages(
                        dependency("bom:outer:1:import", "<type>pom</type>"),
                        dependency("bom:late:1:import", "<type>pom</type>")),
                needs(dependency("g:a"), dependency("g:b"), dependency("g:c")));
        assertThat(record.purls()).containsExactly("pkg:maven/g/a@2", "pkg:maven/g/b@1", "pkg:maven/g/c@3");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void endsImportsThatLeadBack() {
        repository
                .publish("bom:a:1", manages(dependency("bom:b:1:import", "<type>pom</type>")))
                .publish("bom:b:1", manages(dependency("bom:a:1:import", "<type>pom</type>")));
        ScanRecord record = scan(manages(dependency("bom:a:1:import", "<type>pom</type>")));
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).contains("leads back to itself"));
    }

    @Test
    void leavesOutWhatIsExcludedOptionalOrForTestsOnly() {
        repository
                .publish(
                        "g:a:1",
                        needs(
                                dependency("g:b:1"),
                                dependency("h:x:1"),
                                dependency("h:y:1"),
                                dependency("g:optional:1", "<optional>true</optional>"),
                                dependency("g:tests:1:test"),
                                dependency("g:given:1:provided")))
                .publish("g:b:1", needs(dependency("h:z:1")));
        ScanRecord record = scan(needs(dependency("g:a:1", exclusion("h", "*"))));
        assertThat(record.purls()).containsExactly("pkg:maven/g/a@1", "pkg:maven/g/b@1");
        assertThat(scan(needs(dependency("g:a:1", exclusion("*", "*")))).purls())
                .containsExactly("pkg:maven/g/a@1");
    }

    @Test
    void narrowsScopesAlongAWayAndTakesTheWidestOfAllWays() {
        repository
                .publish("g:t:1", needs(dependency("g:shared:1"), dependency("g:only:1:runtime")))
                .publish("g:p:1", needs(dependency("g:given:1")))
                .publish("g:r:1", needs(dependency("g:shared:1")))
                .publish("g:o:1", needs(dependency("g:maybe:1")))
                .publish("g:shared:1", needs(dependency("g:below:1")))
                .publish("g:only:1")
                .publish("g:given:1")
                .publish("g:maybe:1")
                .publish("g:below:1");
        ScanRecord record = scan(needs(
                dependency("g:t:1:test"),
                dependency("g:p:1:provided"),
                dependency("g:r:1:runtime"),
                dependency("g:o:1", "<optional>true</optional>")));
        assertThat(record.component("pkg:maven/g/t@1").scope()).isEqualTo(Scope.TEST);
        assertThat(record.component("pkg:maven/g/only@1").scope()).isEqualTo(Scope.TEST);
        assertThat(record.component("pkg:maven/g/given@1").scope()).isEqualTo(Scope.PROVIDED);
        assertThat(record.component("pkg:maven/g/shared@1").scope()).isEqualTo(Scope.RUNTIME);
        assertThat(record.component("pkg:maven/g/below@1").scope()).isEqualTo(Scope.RUNTIME);
        assertThat(record.component("pkg:maven/g/maybe@1").scope()).isEqualTo(Scope.OPTIONAL);
    }

    @Test
    void followsRelocations() {
        repository
                .publish(
                        "old:a:1",
                        "<distributionManagement><relocation><groupId>new</groupId></relocation></distributionManagement>")
                .publish("new:a:1", needs(dependency("new:b:1")))
                .publish("new:b:1");
        assertThat(scan(needs(dependency("old:a:1"))).purls())
                .containsExactly("pkg:maven/new/a@1", "pkg:maven/new/b@1");
    }

    @Test
    void readsPublishedParentsAndTheirProfiles() {
        repository
                .publish(
                        "org:parent:3",
                        "<properties><v>1</v><w>${project.version}</w></properties>",
                        manages(dependency("g:b:${v}")),
                        "<profiles><profile><activation><property><name>!skip</name></property></activation>",
                        needs(dependency("g:c:5")),
                        "</profile><profile><activation><activeByDefault>true</activeByDefault></activation>",
                        needs(dependency("g:not:5")),
                        "</profile></profiles>")
                .publish("g:b:8")
                .publish("g:c:5");
        ScanRecord record = new ScannerTester(new MavenScanner(), repository.files).scan(Map.of("pom.xml", """
                <project>
                  <parent><groupId>org</groupId><artifactId>parent</artifactId><version>3</version></parent>
                  <artifactId>x</artifactId>
                  <properties><v>8</v></properties>
                  <dependencies><dependency><groupId>g</groupId><artifactId>b</artifactId></dependency></dependencies>
                </project>
                """));
        assertThat(record.purls()).containsExactly("pkg:maven/g/b@8", "pkg:maven/g/c@5");
        assertThat(record.component("pkg:maven/g/c@5").locations().getFirst().line())
                .isEqualTo(2);
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void tellsTypesAndClassifiersApart() {
        repository.publish("g:a:1");
        assertThat(scan(needs(
                                dependency("g:a:1"),
                                dependency("g:a:1", "<type>test-jar</type>"),
                                dependency("g:a:1", "<type>zip</type><classifier>dist</classifier>"),
                                dependency("g:a:1", "<classifier>${os.detected.classifier}</classifier>")))
                        .purls())
                .containsExactly(
                        "pkg:maven/g/a@1",
                        "pkg:maven/g/a@1?classifier=dist&type=zip",
                        "pkg:maven/g/a@1?classifier=tests");
    }

    @Test
    void survivesDependenciesThatLeadBack() {
        repository.publish("g:a:1", needs(dependency("g:b:1"))).publish("g:b:1", needs(dependency("g:a:1")));
        ScanRecord record = scan(needs(dependency("g:a:1")));
        assertThat(record.purls()).containsExactly("pkg:maven/g/a@1", "pkg:maven/g/b@1");
        assertThat(record.edges()).contains("pkg:maven/g/b@1 -> pkg:maven/g/a@1");
    }
}
