// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.store.judgement.TriageStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people say of findings, and what follows.
class TriageTest extends FlawedBuild {

    private Findings.Outcome triage(State to) {
        return findings()
                .triage(
                        plant.tenant,
                        ids(),
                        new Findings.Change(
                                to,
                                "because",
                                to == State.NOT_AFFECTED ? Justification.VULNERABLE_CODE_NOT_IN_EXECUTE_PATH : null),
                        "jane");
    }

    @Test
    void everyStateHasItsWayOut() {
        for (State from : State.values()) {
            for (State to : State.values()) {
                assertThat(from.mayBecome(to) && from == to).isFalse();
                // accepted is entered and left with the acceptance alone
                if (from == State.ACCEPTED || to == State.ACCEPTED)
                    assertThat(from.mayBecome(to)).isFalse();
            }
        }
    }

    @Test
    void whatIsNotAffectedPassesAndStaysSoInTheNextBuild() {
        assertThat(passes(1)).isFalse();
        Findings.Outcome outcome = triage(State.NOT_AFFECTED);
        assertThat(outcome.verdicts()).isEqualTo(1);
        assertThat(passes(1)).isTrue();
        plant.upload(2, "shop", "pkg:npm/left-pad@1.0.1");
        assertThat(states()).containsExactly("NOT_AFFECTED", "NOT_AFFECTED");
        assertThat(passes(2)).isTrue();
        plant.upload(3, "other", "pkg:npm/left-pad@1.0.1");
        assertThat(states()).containsExactly("NOT_AFFECTED", "NOT_AFFECTED", "OPEN");
        assertThat(passes(3)).isFalse();
        triage(State.CONFIRMED);
        assertThat(passes(1)).isFalse();
    }

    @Test
    void whatIsNotAllowedIsRefusedWithWords() {
        assertThat(triage(State.RESOLVED).refused().values())
                .containsExactly("a finding that is open can't become resolved");
        triage(State.CONFIRMED);
        assertThat(triage(State.RESOLVED).done()).hasSize(1);
        assertThat(findings()
                        .triage(plant.tenant, List.of(999_999L), new Findings.Change(State.OPEN, null, null), "jane")
                        .refused())
                .containsEntry(999_999L, "there is no such finding");
        for (var bad : List.of(
                new Findings.Change(State.FALSE_ALARM, " ", null),
                new Findings.Change(State.NOT_AFFECTED, "so", null),
                new Findings.Change(State.OPEN, "so", Justification.COMPONENT_NOT_PRESENT))) {
            assertThatThrownBy(() -> findings().triage(plant.tenant, ids(), bad, "jane"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> findings().comment(plant.tenant, List.of(), "x", "jane"))
                .isInstanceOf(IllegalArgumentException.class);
        // resolved, and yet a new scan has it after it was gone: open again
        plant.upload(1, "shop", "pkg:npm/right-pad@1.0.0");
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/right-pad@1.0.0");
        assertThat(states()).containsExactly("OPEN");
    }

    @Test
    void manyAreDealtWithAtOnceAndEverythingIsWrittenDown() {
        for (int i = 2; i <= 30; i++) plant.upload(i, "project-" + i, "pkg:npm/left-pad@1.0.0");
        assertThat(findings().assign(plant.tenant, ids(), "joe", "jane").done()).hasSize(30);
        assertThat(findings().comment(plant.tenant, ids(), "looks bad", "joe").done())
                .hasSize(30);
        assertThat(triage(State.FALSE_ALARM).done()).hasSize(30);
        assertThat(findings().history(plant.tenant, ids().getFirst(), 0, 10))
                .extracting(TriageStore.Event::type)
                .containsExactly("OPENED", "ASSIGNED", "COMMENTED", "STATE");
        assertThat(plant.audit().verify(plant.tenant).problem()).isEmpty();
        assertThat(plant.audit().verify(plant.tenant).entries()).isEqualTo(90);
    }
}
