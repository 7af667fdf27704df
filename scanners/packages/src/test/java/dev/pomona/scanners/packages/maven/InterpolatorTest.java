// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpolatorTest {

    @Test
    void replacesTheModelsOwnValuesBeforeProperties() {
        var interpolator = new Interpolator(
                Map.of("project.version", "2", "project.groupId", "g"),
                Map.of("project.version", "never", "a", "${project.version}-${b}", "b", "x"));
        assertThat(interpolator.resolve("${a}")).isEqualTo("2-x");
        assertThat(interpolator.resolve("${pom.version}/${version}/${groupId}")).isEqualTo("2/2/g");
        assertThat(interpolator.resolve("${env.HOME} ${open")).isEqualTo("${env.HOME} ${open");
    }

    @Test
    void leavesCyclesAsTheyAre() {
        var interpolator = new Interpolator(Map.of(), Map.of("a", "${b}", "b", "${a}", "c", "1"));
        assertThat(interpolator.resolve("${a}")).isEqualTo("${a}");
        assertThat(interpolator.resolve("${c}")).isEqualTo("1");
    }

    @Test
    void stopsWhatGrowsBeyondReason() {
        var properties = new HashMap<String, String>();
        properties.put("x0", "ha");
        for (int i = 1; i < 200; i++)
            properties.put("x" + i, "${x%d}".formatted(i - 1).repeat(10));
        assertThat(new Interpolator(Map.of(), properties).resolve("${x199}").length())
                .isLessThan(5_000);
    }
}
