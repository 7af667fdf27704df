// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.policy.PolicyException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionCompilerTest {

    private static final String TEN = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";

    private final ConditionCompiler compiler = new ConditionCompiler();

    @Test
    void evaluatesComprehensions() {
        assertThat(condition("%s.exists(a, %s.exists(b, a * b == 100))".formatted(TEN, TEN))
                        .evaluate(Map.of()))
                .isTrue();
    }

    @Test
    void stopsWhatWouldRunOnAndOn() {
        String expression = "true";
        for (String name = "a"; name.length() <= 6; name += "a")
            expression = "%s.all(%s, %s)".formatted(TEN, name, expression);
        CelCondition condition = condition(expression);
        assertThatThrownBy(() -> condition.evaluate(Map.of()))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("10000");
    }

    private CelCondition condition(String expression) {
        return switch (compiler.compile(expression, null)) {
            case ConditionCompiler.Result.Compiled compiled -> compiled.condition();
            case ConditionCompiler.Result.Refused refused ->
                throw new AssertionError(refused.mistakes().toString());
        };
    }
}
