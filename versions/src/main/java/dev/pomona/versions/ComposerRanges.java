// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.NativeRange.Alternative;
import dev.pomona.versions.NativeRange.Clause;
import dev.pomona.versions.VersConstraint.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Composer's constraints (<https://getcomposer.org/doc/articles/versions.md>): `||` or `|` parts, blanks and
/// commas join. As Composer does, versions are filled up to four numbers before they are compared.
final class ComposerRanges implements NativeNotation {

    private final VersionScheme scheme;

    ComposerRanges(VersionScheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public NativeRange read(String text) {
        int alias = text.indexOf(" as ");
        String constraint = alias < 0 ? text : text.substring(0, alias).strip();
        var alternatives = new ArrayList<Alternative>();
        for (String alternative : constraint.split("\\|\\|?", -1))
            alternatives.add(new Alternative(clauses(alternative.strip())));
        return new NativeRange(alternatives);
    }

    private List<Clause> clauses(String text) {
        var clauses = new ArrayList<Clause>();
        int hyphen = text.indexOf(" - ");
        if (hyphen >= 0) {
            String to = version(text.substring(hyphen + 3).strip());
            clauses.add(from(version(text.substring(0, hyphen).strip())));
            clauses.add(
                    numbers(to).size() < 3
                            ? below(numbers(to), numbers(to).size() - 1, to)
                            : clause(Operator.AT_MOST, to));
            return clauses;
        }
        for (Comparison comparison : Comparison.readAll(text))
            add(comparison.operator(), version(comparison.operand()), clauses);
        return clauses;
    }

    private void add(String operator, String version, List<Clause> clauses) {
        if (version.equals("*")) return;
        if (version.endsWith(".*") || version.endsWith(".x")) {
            wildcard(operator, version.substring(0, version.length() - 2), clauses);
            return;
        }
        List<String> numbers = numbers(version);
        switch (operator) {
            case "^" -> {
                clauses.add(from(version));
                int place = 0;
                while (place < numbers.size() - 1
                        && Text.isZero(numbers.get(place), 0, numbers.get(place).length())) place++;
                clauses.add(below(numbers, place, version));
            }
            case "~" -> {
                clauses.add(from(version));
                clauses.add(below(numbers, Math.max(0, numbers.size() - 2), version));
            }
            default -> clauses.add(clause(new Comparison(operator, version).plainOperator(), version));
        }
    }

    private void wildcard(String operator, String version, List<Clause> clauses) {
        String prefix = version;
        while (prefix.endsWith(".*") || prefix.endsWith(".x")) prefix = prefix.substring(0, prefix.length() - 2);
        List<String> numbers = numbers(prefix);
        Clause from = from(prefix);
        Clause below = below(numbers, numbers.size() - 1, prefix);
        switch (operator) {
            case "", "=", "==", "~", "^" -> {
                clauses.add(from);
                clauses.add(below);
            }
            case ">=", ">" -> clauses.add(from);
            case "<" -> clauses.add(clause(Operator.LESS, prefix));
            case "<=" -> clauses.add(below);
            case "!=" ->
                clauses.add(new Clause(
                        List.of(
                                new VersConstraint(Operator.LESS, prefix),
                                new VersConstraint(
                                        Operator.AT_LEAST,
                                        below.shown().getFirst().version())),
                        candidate -> !from.matches().test(candidate)
                                || !below.matches().test(candidate)));
            default -> throw NativeNotation.invalid(operator + version);
        }
    }

    /// Without the stability that may follow: `1.0@beta`, `dev-main#hash`.
    private static String version(String operand) {
        int end = operand.length();
        for (char mark : new char[] {'@', '#'}) {
            int at = operand.indexOf(mark);
            if (at > 0) end = Math.min(end, at);
        }
        String version = operand.substring(0, end);
        return version.toLowerCase(Locale.ROOT).startsWith("v") ? version.substring(1) : version;
    }

    /// From a version on, its previews too.
    private Clause from(String version) {
        return bounded(Operator.AT_LEAST, version, version + "-dev");
    }

    private Clause below(List<String> numbers, int place, String text) {
        if (place < 0 || numbers.isEmpty()) throw NativeNotation.invalid(text);
        var next = new ArrayList<>(numbers.subList(0, place));
        next.add(new BigInteger(numbers.get(place)).add(BigInteger.ONE).toString());
        while (next.size() < Math.min(numbers.size(), 3)) next.add("0");
        String shown = String.join(".", next);
        return bounded(Operator.LESS, shown, shown + "-dev");
    }

    private Clause clause(Operator operator, String version) {
        return bounded(operator, version, version);
    }

    private Clause bounded(Operator operator, String shown, String bound) {
        Version filled = scheme.parse(filled(bound));
        return new Clause(
                List.of(new VersConstraint(operator, shown)),
                candidate ->
                        operator.holds(scheme.parse(filled(candidate.text())).compareTo(filled)));
    }

    /// `1.2-beta` is `1.2.0.0-beta`.
    private static String filled(String version) {
        String text = version.strip();
        int at = text.startsWith("v") || text.startsWith("V") ? 1 : 0;
        int start = at;
        int count = 0;
        while (at < text.length() && Text.isDigit(text.charAt(at))) {
            count++;
            at = Text.digitsEnd(text, at);
            boolean more = Text.isAt(text, at, '.') && at + 1 < text.length() && Text.isDigit(text.charAt(at + 1));
            if (!more) break;
            at++;
        }
        if (count == 0) return text;
        return text.substring(start, at) + ".0".repeat(Math.max(0, 4 - count)) + text.substring(at);
    }

    private static List<String> numbers(String version) {
        var numbers = new ArrayList<String>();
        for (String item : version.split("[.+_-]", -1)) {
            if (!Text.isNumber(item, 0, item.length())) break;
            numbers.add(item);
        }
        return numbers;
    }
}
