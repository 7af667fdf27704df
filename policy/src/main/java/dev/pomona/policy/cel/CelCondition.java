// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.pomona.model.advisory.Severity;
import dev.pomona.policy.Facts;
import dev.pomona.policy.PolicyException;
import dev.pomona.policy.Rule;
import java.util.HashMap;
import java.util.Map;

/// A compiled condition.
public final class CelCondition implements Rule.Condition {

    private final String expression;
    private final CelRuntime.Program program;

    CelCondition(String expression, CelRuntime.Program program) {
        this.expression = expression;
        this.program = program;
    }

    @Override
    public boolean holds(Facts facts) {
        return evaluate(FactValues.of(facts));
    }

    /// Evaluates it on values given by a case of the policy's own table.
    boolean evaluate(Map<String, Object> values) {
        var variables = new HashMap<>(values);
        for (Severity severity : Severity.values()) variables.put(severity.name(), (long) severity.rank());
        try {
            return Boolean.TRUE.equals(program.eval(variables));
        } catch (CelEvaluationException e) {
            throw new PolicyException("'%s' can't be evaluated: %s".formatted(expression, e.getMessage()), e);
        }
    }
}
