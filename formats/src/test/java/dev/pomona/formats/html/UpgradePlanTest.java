// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpgradePlanTest {

    @Test
    void coversEveryOpenFindingAndPutsWhatRemovesMostFirst() {
        var facts = Facts.of(Reports.of("orchard-shop", 200, 60));
        var plan = UpgradePlan.of(facts.open());
        var removed = plan.steps().stream().map(step -> step.removed().total()).toList();
        assertThat(removed).isSortedAccordingTo((a, b) -> b - a);
        assertThat(removed.stream().mapToInt(Integer::intValue).sum() + plan.without())
                .isEqualTo(facts.open().size());
        assertThat(plan.without()).isPositive();
    }

    @Test
    void leavesOutWhatIsWaived() {
        var facts = Facts.of(Reports.of("orchard-shop", 20, 30));
        assertThat(facts.rows()).hasSize(20);
        assertThat(facts.open()).hasSize(18);
        assertThat(facts.rows().stream().filter(row -> row.waiver() != null)).hasSize(3);
    }
}
