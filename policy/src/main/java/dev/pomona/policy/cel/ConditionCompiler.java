// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.pomona.model.advisory.Severity;
import java.util.List;

/// Compiles conditions. Costs about half a second when it is first made, so make it when there is a policy to read.
public final class ConditionCompiler {

    /// Ample for the lists of one finding, and some hundredths of a second: a condition is evaluated for each of them.
    private static final int MOST_ITERATIONS = 10_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .maxExpressionCodePointSize(20_000)
            .build();

    private final CelCompiler compiler = compiler();
    private final CelRuntime runtime =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    /// A condition, or what is wrong with it.
    public sealed interface Result {
        record Compiled(CelCondition condition) implements Result {}

        record Refused(List<Mistake> mistakes) implements Result {}
    }

    /// @param line within the expression, counted from 1
    /// @param column within the line, counted from 1
    public record Mistake(int line, int column, String message) {}

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(Schema.INSTANCE)
                .setResultType(SimpleType.BOOL)
                .addVar("now", SimpleType.TIMESTAMP);
        for (String variable : Schema.VARIABLES.keySet()) {
            builder.addVar(variable, StructTypeReference.create(Schema.typeName(variable)));
        }
        for (Severity severity : Severity.values()) builder.addVar(severity.name(), SimpleType.INT);
        return builder.build();
    }

    public Result compile(String expression) {
        CelValidationResult checked = compiler.compile(expression);
        if (checked.hasError()) {
            return new Result.Refused(
                    checked.getErrors().stream().map(ConditionCompiler::mistake).toList());
        }
        try {
            return new Result.Compiled(new CelCondition(expression, runtime.createProgram(checked.getAst())));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Result.Refused(List.of(new Mistake(1, 1, String.valueOf(e.getMessage()))));
        }
    }

    private static Mistake mistake(CelIssue issue) {
        return new Mistake(
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(0, issue.getSourceLocation().getColumn()) + 1,
                issue.getMessage());
    }
}
