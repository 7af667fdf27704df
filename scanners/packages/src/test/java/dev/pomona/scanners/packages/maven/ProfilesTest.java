// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.report.Gap;
import dev.pomona.scan.testkit.ScannerTester;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfilesTest {

    private static List<String> active(Map<String, String> properties, String... activations) {
        var profiles = new StringBuilder();
        for (int i = 0; i < activations.length; i++) {
            profiles.append("<profile><id>p%d</id><activation>%s</activation></profile>".formatted(i, activations[i]));
        }
        String text = Repository.project("<profiles>" + profiles + "</profiles>");
        Pom pom = PomReader.read(text.getBytes(StandardCharsets.UTF_8), "pom.xml");
        return Profiles.active(pom, properties).stream().map(Pom.Profile::id).toList();
    }

    @Test
    void judgesTheJdkByItsFirstNumber() {
        assertThat(active(
                        Map.of(),
                        "<jdk>[1.8,10)</jdk>",
                        "<jdk>[11,)</jdk>",
                        "<jdk>25</jdk>",
                        "<jdk>!17</jdk>",
                        "<jdk>(,25]</jdk>",
                        "<jdk>[25,26)</jdk>",
                        "<jdk>(25.0.5,)</jdk>"))
                .containsExactly("p1", "p2", "p3", "p4", "p5");
    }

    @Test
    void takesLinuxForTheSystem() {
        assertThat(active(
                        Map.of(),
                        "<os><family>unix</family></os>",
                        "<os><family>Linux</family><arch>amd64</arch></os>",
                        "<os><family>windows</family></os>",
                        "<os><family>!windows</family></os>",
                        "<os><name>linux</name><arch>aarch64</arch></os>"))
                .containsExactly("p0", "p1", "p3");
    }

    @Test
    void judgesPropertiesByTheConfigurationAlone() {
        String[] activations = {
            "<property><name>a</name></property>",
            "<property><name>!a</name></property>",
            "<property><name>a</name><value>1</value></property>",
            "<property><name>a</name><value>!1</value></property>"
        };
        assertThat(active(Map.of(), activations)).containsExactly("p1", "p3");
        assertThat(active(Map.of("a", "1"), activations)).containsExactly("p0", "p2");
    }

    @Test
    void takesDefaultsOnlyWhenNothingElseApplies() {
        String byDefault = "<activeByDefault>true</activeByDefault>";
        assertThat(active(Map.of(), byDefault)).containsExactly("p0");
        assertThat(active(Map.of(), byDefault, "<packaging>jar</packaging>")).containsExactly("p1");
    }

    @Test
    void saysWhichProfileHangsOnFiles() {
        String profile = "<profiles><profile><id>extra</id><activation><file><exists>x</exists></file></activation>"
                + Repository.needs(Repository.dependency("g:a:1")) + "</profile></profiles>";
        var record = new ScannerTester(new MavenScanner()).scan("pom.xml", Repository.project(profile));
        assertThat(record.purls()).isEmpty();
        assertThat(record.gaps())
                .containsExactly(
                        new Gap(Gap.Kind.UNRESOLVED, "pom.xml", "the profile extra depends on files and was left out"));
    }
}
