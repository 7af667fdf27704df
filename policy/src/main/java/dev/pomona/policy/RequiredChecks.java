// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.decision.Violation;
import dev.pomona.policy.Surroundings.Check;
import java.util.ArrayList;
import java.util.List;

/// What an environment requires is judged whatever the policy says: whoever requires a check need not
/// write a rule.
final class RequiredChecks {

    private static final String OWNER = "the owners of the environment";

    private RequiredChecks() {}

    static List<Violation> judge(Surroundings surroundings) {
        var violations = new ArrayList<Violation>();
        for (Check check : surroundings.checks()) {
            switch (check.state()) {
                case PASSED -> {}
                case FAILED ->
                    violations.add(violation(Violation.Level.DENY, "the check '%s' failed".formatted(check.name())));
                case STALE ->
                    violations.add(violation(
                            Violation.Level.INCOMPLETE,
                            "the check '%s' passed too long ago; run it again".formatted(check.name())));
                case MISSING ->
                    violations.add(violation(
                            Violation.Level.INCOMPLETE, "the check '%s' was not reported".formatted(check.name())));
            }
        }
        return violations;
    }

    private static Violation violation(Violation.Level level, String message) {
        return new Violation("required-check", level, message, OWNER, List.of());
    }
}
