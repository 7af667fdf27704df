// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.versions.VersionSchemes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionRequirementTest {

    @Test
    void readsIntervals() {
        VersionRequirement range = VersionRequirement.parse("[1.0,2.0),(3.0,]").orElseThrow();
        assertThat(range.intervals())
                .containsExactly(
                        new VersionRequirement.Interval("1.0", true, "2.0", false),
                        new VersionRequirement.Interval("3.0", false, null, true));
        assertThat(range.exact()).isNull();
    }

    @Test
    void knowsASingleVersion() {
        assertThat(VersionRequirement.parse("[1.5]").orElseThrow().exact()).isEqualTo("1.5");
        assertThat(VersionRequirement.parse("[1.5,1.5]").orElseThrow().exact()).isEqualTo("1.5");
    }

    @Test
    void refusesOtherTexts() {
        assertThat(List.of("1.0", "[", "[]", "[1,2,3]", "[1,2", "", "]1,2["))
                .allMatch(text -> VersionRequirement.parse(text).isEmpty());
    }

    @Test
    void choosesTheHighestThatIsAllowed() {
        VersionSchemes.forPurlType("maven").ifPresent(scheme -> {
            VersionRequirement range = VersionRequirement.parse("[1.0,2.0)").orElseThrow();
            assertThat(range.highest(List.of("0.9", "1.10", "1.9", "2.0"), scheme))
                    .isEqualTo("1.10");
            assertThat(range.highest(List.of("3"), scheme)).isNull();
        });
    }

    @Test
    void survivesAnyText() {
        var random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--)
                text.append("[](),1. a".charAt(random.nextInt(9)));
            VersionRequirement.parse(text.toString());
        }
    }
}
