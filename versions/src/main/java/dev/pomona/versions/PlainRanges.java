// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.NativeRange.Alternative;
import dev.pomona.versions.NativeRange.Clause;
import dev.pomona.versions.VersConstraint.Operator;
import java.util.ArrayList;

/// Comparisons that all hold, parted by commas or blanks, for ecosystems that have no more: `>= 1.0, << 2.0`.
/// `||` parts alternatives. Debian's `<<` and `>>` are strict.
final class PlainRanges implements NativeNotation {

    private final VersionScheme scheme;

    PlainRanges(VersionScheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public NativeRange read(String text) {
        var alternatives = new ArrayList<Alternative>();
        for (String alternative : text.split("\\|\\|", -1)) {
            var clauses = new ArrayList<Clause>();
            for (Comparison comparison : Comparison.readAll(alternative, " ,\t\n\r<>")) {
                if (comparison.toString().equals("*")) continue;
                clauses.add(Clause.of(operator(comparison), comparison.operand(), scheme.parse(comparison.operand())));
            }
            alternatives.add(new Alternative(clauses));
        }
        return new NativeRange(alternatives);
    }

    private static Operator operator(Comparison comparison) {
        return switch (comparison.operator()) {
            case "<<" -> Operator.LESS;
            case ">>" -> Operator.GREATER;
            default -> comparison.plainOperator();
        };
    }
}
