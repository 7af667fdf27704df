// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.NativeRange.Alternative;
import dev.pomona.versions.NativeRange.Clause;
import dev.pomona.versions.VersConstraint.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// RubyGems' requirements (`Gem::Requirement`): comparisons with commas, and `~>`, which lets the last number
/// grow.
final class GemRanges implements NativeNotation {

    private final VersionScheme scheme;

    GemRanges(VersionScheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public NativeRange read(String text) {
        var clauses = new ArrayList<Clause>();
        for (Comparison comparison : Comparison.readAll(text)) {
            String operand = comparison.operand();
            Version bound = scheme.parse(operand);
            if (comparison.operator().equals("~>")) {
                clauses.add(Clause.of(Operator.AT_LEAST, operand, bound));
                clauses.add(belowNext(operand));
            } else {
                clauses.add(Clause.of(comparison.plainOperator(), operand, bound));
            }
        }
        return new NativeRange(List.of(new Alternative(clauses)));
    }

    /// Below the release with its last but one number raised, and below that one's previews: no segment of
    /// letters comes before `A`.
    private Clause belowNext(String version) {
        var numbers = new ArrayList<String>();
        for (String segment : version.split("[.-]", -1)) {
            if (!Text.isNumber(segment, 0, segment.length())) break;
            numbers.add(segment);
        }
        if (numbers.isEmpty()) throw NativeNotation.invalid("~>" + version);
        if (numbers.size() > 1) numbers.removeLast();
        numbers.add(new BigInteger(numbers.removeLast()).add(BigInteger.ONE).toString());
        String next = String.join(".", numbers);
        return Clause.of(Operator.LESS, next, scheme.parse(next + ".A"));
    }
}
