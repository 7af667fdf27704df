// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static dev.pomona.scanners.secrets.detect.Detecting.OTHER;
import static dev.pomona.scanners.secrets.detect.Detecting.TOKEN;
import static dev.pomona.scanners.secrets.detect.Detecting.detect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;
import org.junit.jupiter.api.Test;

/// Marks beside what is found.
class MarkedFindingsTest {

    @Test
    void seesMarksBesideFindings() {
        Detection detection = detect("a = " + TOKEN + " # pomona:allow apple-token reason=\"a test\"\nb = " + TOKEN
                + "\nc = " + OTHER + " # gitleaks:allow\n");
        assertThat(detection.gaps()).isEmpty();
        assertThat(detection.findings()).hasSize(3);
        assertThat(detection.findings().get(0).marks()).singleElement().satisfies(mark -> {
            assertThat(mark.syntax()).isEqualTo("pomona:allow");
            assertThat(mark.reason()).isEqualTo("a test");
        });
        assertThat(detection.findings().get(1).marks()).isEmpty();
        assertThat(detection.findings().get(2).marks()).hasSize(1);
        assertThat(detection.findings()).extracting(Finding::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void saysWhyAMarkDoesNotCount() {
        Detection detection = detect("a = " + TOKEN + " # pomona:allow apple-token until=tomorrow\n");
        assertThat(detection.findings().getFirst().marks()).isEmpty();
        assertThat(detection.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Gap.Kind.MALFORMED);
            assertThat(gap.message()).startsWith("the mark beside line 1 does not count: ");
        });
    }
}
