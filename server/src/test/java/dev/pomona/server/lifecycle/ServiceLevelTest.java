// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.estate.Environment;
import dev.pomona.store.judgement.AcceptanceStore.Kind;
import dev.pomona.store.judgement.AcceptanceStore.Terms;
import dev.pomona.store.judgement.UrgencyStore.Level;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When findings are due, and who is told that they will be or are late.
class ServiceLevelTest extends FlawedBuild {

    @Test
    void whatIsWaivedIsNotLate() {
        levels().set(plant.tenant, List.of(new Level(5, null, 7)), "jane");
        passes(1);
        levels().refresh(plant.tenant);
        var terms = new Terms(Kind.WAIVER, fingerprint(), null, "prod", "jane", "later", LocalDate.parse("2026-04-01"));
        acceptances().add(plant.tenant, terms, new Acceptances.By("jane", null));
        plant.clock.forward(Duration.ofDays(8));
        assertThat(levels().warn(plant.tenant)).isZero();
        acceptances().end(plant.tenant, 1, "enough", "joe");
        levels().warn(plant.tenant);
        assertThat(plant.texts("select payload->>'event' as t from outbox where topic = 'service-level'"))
                .containsExactly("breached");
    }

    @Test
    void whatIsDecidedIsNotDueUntilItIsOpenAgain() {
        levels().set(plant.tenant, List.of(new Level(5, null, 7)), "jane");
        levels().refresh(plant.tenant);
        plant.clock.forward(Duration.ofDays(8));
        assertThat(levels().warn(plant.tenant)).isPositive();
        decide(State.FALSE_ALARM);
        assertThat(due()).containsExactly("null");
        levels().set(plant.tenant, List.of(new Level(5, null, 6)), "jane");
        levels().refresh(plant.tenant);
        plant.upload(2, "shop", "pkg:npm/left-pad@1.0.1");
        assertThat(due()).containsExactly("null", "null");
        decide(State.CONFIRMED);
        assertThat(due()).containsExactly("6 days", "6 days");
        assertThat(levels().warn(plant.tenant))
                .as("they are late, again or from the start")
                .isPositive();
    }

    private void decide(State to) {
        findings().triage(plant.tenant, ids(), new Findings.Change(to, "because", null), "jane");
    }

    private List<String> due() {
        return plant.texts("select (due_at - known_from)::text as t from finding order by id");
    }

    @Test
    void serviceLevelsGiveDatesAndWarnings() {
        plant.environment(new Environment("lab", "lab", false, false, 0, null, null));
        levels().set(plant.tenant, List.of(new Level(5, null, 30), new Level(5, "prod", 7)), "jane");
        levels().refresh(plant.tenant);
        assertThat(plant.texts("select (due_at - known_from)::text as t from finding"))
                .containsExactly("30 days");
        plant.deploy(1, "prod", "web");
        assertThat(plant.texts("select (due_at - known_from)::text as t from finding"))
                .containsExactly("7 days");
        assertThat(levels().warn(plant.tenant)).isZero();
        plant.clock.forward(Duration.ofDays(6));
        assertThat(levels().warn(plant.tenant)).isEqualTo(1);
        assertThat(levels().warn(plant.tenant)).isZero();
        plant.clock.forward(Duration.ofDays(2));
        assertThat(levels().warn(plant.tenant)).isEqualTo(1);
        assertThat(levels().warn(plant.tenant)).isZero();
        assertThat(plant.texts("select payload->>'event' as t from outbox where topic = 'service-level' order by id"))
                .containsExactly("due-soon", "breached");
    }
}
