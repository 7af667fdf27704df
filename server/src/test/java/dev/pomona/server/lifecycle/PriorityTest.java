// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.estate.Environment;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.judgement.UrgencyStore.Level;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a priority is made of, and when it is made anew.
class PriorityTest extends FlawedBuild {

    @Test
    void prioritiesExplainThemselves() {
        record Priority(int value, List<String> reasons) {}
        var alone = plant.database.inTenant(
                plant.tenant,
                tx -> tx.one(
                        "select priority, priority_reasons from finding",
                        row -> new Priority(row.integer("priority"), row.texts("priority_reasons"))));
        assertThat(alone.value()).isEqualTo(400);
        plant.deploy(1, "prod", "web");
        plant.clock.forward(Duration.ofDays(30));
        levels().refresh(plant.tenant);
        var running = plant.database.inTenant(
                plant.tenant,
                tx -> tx.one(
                        "select priority, priority_reasons from finding",
                        row -> new Priority(row.integer("priority"), row.texts("priority_reasons"))));
        assertThat(running)
                .isEqualTo(new Priority(
                        570,
                        List.of(
                                "severity critical: +400",
                                "runs where strangers reach it: +100",
                                "runs in production: +60",
                                "known for long: +10",
                                "whether it can be reached is not known: +0")));
        var factors =
                plant.database.inTenant(plant.tenant, tx -> new UrgencyStore(tx).factors(1, 1, plant.clock.instant()));
        assertThat(factors).extracting(UrgencyStore.Factor::points).containsExactly(400, 0, 0, 100, 60, 10, 0);
        assertThat(factors)
                .extracting(UrgencyStore.Factor::value)
                .containsExactly("5", "false", null, "true", "true", "30", null);
        assertThat(factors.stream().mapToInt(UrgencyStore.Factor::most).sum()).isEqualTo(1000);
        int sum = running.reasons().stream()
                .mapToInt(reason -> Integer.parseInt(reason.substring(reason.indexOf('+') + 1)))
                .sum();
        assertThat(sum).isEqualTo(running.value());
        assertThat(plant.database.<Integer>inTenant(
                        plant.tenant, tx -> new UrgencyStore(tx).refresh(List.of(1L), plant.clock.instant())))
                .isZero();
    }

    @Test
    void everythingIsGoneThroughOnceInHalfADayUnlessWhatItRestsOnChanges() {
        levels().refresh(plant.tenant);
        plant.texts("update finding set priority = 1 returning '' as t");
        plant.clock.forward(Duration.ofHours(11));
        assertThat(levels().refresh(plant.tenant)).isZero();
        plant.clock.forward(Duration.ofHours(1));
        assertThat(levels().refresh(plant.tenant)).isEqualTo(1);
        plant.texts("update finding set priority = 1 returning '' as t");
        assertThat(levels().refresh(plant.tenant)).isZero();
        levels().set(plant.tenant, List.of(new Level(5, null, 30)), "jane");
        assertThat(levels().refresh(plant.tenant)).isEqualTo(1);
        plant.texts("update finding set priority = 1 returning '' as t");
        plant.environment(new Environment("prod", "prod", true, false, 0, null, null));
        assertThat(levels().refresh(plant.tenant)).isEqualTo(1);
    }

    @Test
    void aPartOfARoundIsAsLargeAsWhatIsOpen() {
        for (int i = 2; i <= 4; i++) plant.upload(i, "p", "pkg:npm/left-pad@1.0.1");
        plant.database.runInTenant(plant.tenant, tx -> {
            var store = new UrgencyStore(tx);
            assertThat(store.artifacts(0, 50, 2)).containsExactly(1L, 2L);
            assertThat(store.artifacts(2, 50, 1)).containsExactly(3L);
            assertThat(store.artifacts(0, 3, 100)).containsExactly(1L, 2L, 3L);
            assertThat(store.artifacts(4, 50, 100)).isEmpty();
        });
    }

    @Test
    void aRoundGoesOnWhereItWasLeft() {
        for (int i = 2; i <= 4; i++) plant.upload(i, "p", "pkg:npm/left-pad@1.0.1");
        levels().refresh(plant.tenant);
        plant.texts("update finding set priority = 1 returning '' as t");
        plant.texts("update urgency_round set place = 2 returning '' as t");
        assertThat(levels().refresh(plant.tenant)).isEqualTo(2);
        assertThat(plant.texts("select artifact_id::text as t from finding where priority = 1 order by 1"))
                .containsExactly("1", "2");
    }
}
