// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class MavenConfigTest {

    @Test
    void readsWhatTheModelCanSee() {
        assertThat(MavenConfig.properties("-Drevision=1.2\n-T 4\n-D a=b=c --define flag\n"))
                .containsOnly(entry("revision", "1.2"), entry("a", "b=c"), entry("flag", "true"));
        assertThat(MavenConfig.properties("")).isEmpty();
    }
}
