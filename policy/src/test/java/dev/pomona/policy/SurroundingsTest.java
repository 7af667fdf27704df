// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.policy.Surroundings.Age;
import dev.pomona.policy.Surroundings.Check;
import dev.pomona.policy.document.PolicyReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    private static List<String> broken(String when, Surroundings surroundings) {
        var document = PolicyReader.read("policy.yaml", """
                version: 1
                owner: operations
                rules:
                  - id: broken
                    for: scan
                    level: deny
                    when: %s
                    message: no
                """.formatted(when));
        assertThat(document.issues()).isEmpty();
        var judged = new Judged("app", 0, List.of(), List.of(), Samples.complete(), surroundings);
        Decision decision = new Decider(document.policy(), List.of(), Samples.NOW).decide(judged);
        return decision.violations().stream().map(Violation::rule).toList();
    }

    private static Surroundings prod(Age image, Age uptime, Check... checks) {
        return new Surroundings("prod", true, false, image, uptime, List.of(checks), Set.of());
    }

    @Test
    void conditionsSeeTheEnvironmentAndHowFreshThingsAre() {
        var surroundings = prod(new Age(Duration.ofHours(47), null), new Age(Duration.ofDays(15), Duration.ofDays(14)));
        for (String when : List.of(
                "environment.name == 'prod'",
                "environment.production && !environment.exposed",
                "freshness.imageKnown && freshness.imageAgeDays == 1 && !freshness.imageTooOld",
                "freshness.uptimeDays > 14 && freshness.uptimeTooLong")) {
            assertThat(broken(when, surroundings)).as(when).containsExactly("broken");
            assertThat(broken(when, Surroundings.NONE)).as(when).isEmpty();
        }
    }

    @Test
    void anAgeAtItsLimitIsNotTooHigh() {
        assertThat(new Age(Duration.ofDays(14), Duration.ofDays(14)).isTooHigh())
                .isFalse();
        assertThat(new Age(Duration.ofDays(14).plusNanos(1), Duration.ofDays(14)).isTooHigh())
                .isTrue();
        assertThat(new Age(null, Duration.ofDays(14)).isTooHigh()).isFalse();
        assertThat(new Age(Duration.ofDays(14), null).isTooHigh()).isFalse();
    }

    @Test
    void requiredChecksCountWithoutARule() {
        var surroundings = prod(
                Age.UNKNOWN,
                Age.UNKNOWN,
                new Check("a", Check.State.PASSED),
                new Check("b", Check.State.FAILED),
                new Check("c", Check.State.STALE),
                new Check("d", Check.State.MISSING));
        assertThat(broken("checks.failed == ['b'] && checks.stale == ['c'] && checks.missing == ['d']", surroundings))
                .containsExactly("broken", "required-check", "required-check", "required-check");
        assertThat(broken(
                        "checks.passed == ['a'] && false",
                        prod(Age.UNKNOWN, Age.UNKNOWN, new Check("a", Check.State.PASSED))))
                .isEmpty();
    }
}
