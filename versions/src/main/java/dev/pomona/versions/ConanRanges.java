// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.NativeRange.Alternative;
import dev.pomona.versions.NativeRange.Clause;
import dev.pomona.versions.VersConstraint.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Conan's ranges (<https://docs.conan.io/2/tutorial/versioning/version_ranges.html>): blanks join, `||` parts,
/// `~` and `^` bound, brackets around all are optional. Previews are out unless a condition holds a hyphen or
/// the range says `include_prerelease`.
final class ConanRanges implements NativeNotation {

    private final VersionScheme scheme;

    ConanRanges(VersionScheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public NativeRange read(String written) {
        boolean bracketed = written.startsWith("[") && written.endsWith("]");
        String text = bracketed ? written.substring(1, written.length() - 1) : written;
        int comma = text.indexOf(',');
        boolean previews = comma >= 0 && text.substring(comma + 1).strip().startsWith("include_prerelease");
        var alternatives = new ArrayList<Alternative>();
        for (String alternative : (comma < 0 ? text : text.substring(0, comma)).split("\\|\\|", -1)) {
            alternatives.add(alternative(alternative, previews || alternative.indexOf('-') >= 0));
        }
        return new NativeRange(alternatives, false);
    }

    private Alternative alternative(String text, boolean previews) {
        var clauses = new ArrayList<Clause>();
        for (Comparison comparison : Comparison.readAll(text)) {
            String operand = comparison.operand();
            if (operand.equals("*") || operand.equals("*-")) {
                clauses.add(new Clause(List.of(new VersConstraint(Operator.AT_LEAST, "0.0.0")), _ -> true));
                continue;
            }
            Version bound = scheme.parse(operand);
            String shown = operand.endsWith("-") ? operand.substring(0, operand.length() - 1) : operand;
            switch (comparison.operator()) {
                case "~" -> {
                    clauses.add(Clause.of(Operator.AT_LEAST, shown, bound));
                    clauses.add(below(shown, numbers(shown).size() < 2 ? 0 : 1));
                }
                case "^" -> {
                    clauses.add(Clause.of(Operator.AT_LEAST, shown, bound));
                    List<String> numbers = numbers(shown);
                    int place = 0;
                    while (place < numbers.size() - 1
                            && Text.isZero(
                                    numbers.get(place), 0, numbers.get(place).length())) place++;
                    clauses.add(below(shown, place));
                }
                default -> clauses.add(Clause.of(comparison.plainOperator(), shown, bound));
            }
        }
        return new Alternative(clauses, version -> previews || !version.isPrerelease());
    }

    /// Below the version with that number raised, and below its previews.
    private Clause below(String version, int place) {
        List<String> numbers = numbers(version);
        if (numbers.size() <= place) throw NativeNotation.invalid(version);
        var next = new ArrayList<>(numbers.subList(0, place));
        next.add(new BigInteger(numbers.get(place)).add(BigInteger.ONE).toString());
        String shown = String.join(".", next) + "-";
        return Clause.of(Operator.LESS, shown, scheme.parse(shown));
    }

    private static List<String> numbers(String version) {
        var numbers = new ArrayList<String>();
        for (String item : version.split("[.+-]", -1)) {
            if (!Text.isNumber(item, 0, item.length())) break;
            numbers.add(item);
        }
        return numbers;
    }
}
