// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org/slf4j/slf4j-api/2.0.9/slf4j-api-2.0.9.pom",
                "g/a/maven-metadata.xml",
                "g/a/1.0..2/a-1.0..2.pom",
                "g/a/1+2~3/a.pom"
            })
    void takesPathsOfTheLayout(String text) {
        assertThat(PublishedPath.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../x",
                "g/../../x",
                "g/./x",
                "g//x",
                "g/",
                "http://evil/x",
                "file:/etc/passwd",
                "C:\\x",
                "g\\..\\x",
                "g/a\nb",
                "g/a\u0000b",
                "g/a%2e%2e/b",
                "g/a?b",
                "g/a#b",
                "g/a b",
                "g/\u202e",
                "g/*"
            })
    void refusesWhatCouldLeadElsewhere(String text) {
        assertThat(PublishedPath.parse(text)).isEmpty();
    }

    @Test
    void refusesEndlessPaths() {
        assertThat(PublishedPath.parse("a/".repeat(1_000) + "b")).isEmpty();
    }

    @Test
    void knowsWhatChangesInTime() {
        assertThat(path("g/a/maven-metadata.xml").isMutable()).isTrue();
        assertThat(path("g/a/1-SNAPSHOT/a-1-SNAPSHOT.pom").isMutable()).isTrue();
        assertThat(path("g/a/1/a-1.pom").isMutable()).isFalse();
        assertThat(path("g/a/1-SNAPSHOT/a.pom").metadata().text()).isEqualTo("g/a/1-SNAPSHOT/maven-metadata.xml");
        assertThat(path("top").sibling("other").text()).isEqualTo("other");
    }

    private static PublishedPath path(String text) {
        return PublishedPath.parse(text).orElseThrow();
    }
}
