// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
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
import dev.pomona.policy.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /// @param subject what the condition is asked about, which decides the variables that have a value; `null` when
    ///     that is not known, and all of them may be used
    public Result compile(String expression, @Nullable Subject subject) {
        CelValidationResult checked = compiler.compile(expression);
        if (checked.hasError()) {
            return new Result.Refused(
                    checked.getErrors().stream().map(ConditionCompiler::mistake).toList());
        }
        List<Mistake> withheld = withheld(checked, subject);
        if (!withheld.isEmpty()) return new Result.Refused(withheld);
        try {
            return new Result.Compiled(new CelCondition(expression, runtime.createProgram(checked.getAst())));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Result.Refused(List.of(new Mistake(1, 1, String.valueOf(e.getMessage()))));
        }
    }

    /// Where the condition uses what its subject does not have: it would have its initial value, and the rule would
    /// never fire.
    private static List<Mistake> withheld(CelValidationResult checked, @Nullable Subject subject) {
        Set<String> names = switch (subject) {
            case COMPONENT -> Set.of("finding");
            case SCAN -> Set.of("component", "finding");
            case FINDING -> Set.of();
            case null -> Set.of();
        };
        if (subject == null || names.isEmpty()) return List.of();
        String asked = subject.name().toLowerCase(Locale.ROOT);
        CelAbstractSyntaxTree tree;
        try {
            tree = checked.getAst();
        } catch (CelValidationException e) {
            return List.of(new Mistake(1, 1, String.valueOf(e.getMessage())));
        }
        var mistakes = new ArrayList<Mistake>();
        tree.getReferenceMap().forEach((id, reference) -> {
            if (!names.contains(reference.name())) return;
            int offset = tree.getSource().getPositionsMap().getOrDefault(id, 0);
            CelSourceLocation place = tree.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0));
            mistakes.add(new Mistake(
                    place.getLine(),
                    place.getColumn() + 1,
                    "a rule for each %s has no '%s'".formatted(asked, reference.name())));
        });
        mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
        return mistakes;
    }

    private static Mistake mistake(CelIssue issue) {
        return new Mistake(
                Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(0, issue.getSourceLocation().getColumn()) + 1,
                issue.getMessage());
    }
}
