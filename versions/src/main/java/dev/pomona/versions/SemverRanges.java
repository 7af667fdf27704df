// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.NativeRange.Alternative;
import dev.pomona.versions.NativeRange.Clause;
import dev.pomona.versions.VersConstraint.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// The ranges of npm (<https://github.com/npm/node-semver#ranges>) and of those who write nearly the same.
///
/// A preview is in a range only if a condition names a preview of the same three numbers.
final class SemverRanges implements NativeNotation {

    enum Dialect {
        /// Blanks join, `||` parts, `1.2 - 1.4` spans, a bare version is that version.
        NPM,
        /// Commas join, a bare version is a caret (Cargo's reference, "Specifying Dependencies").
        CARGO,
        /// `and` joins, `or` parts, `~>` (Elixir's `Version`).
        HEX
    }

    private final VersionScheme scheme;
    private final Dialect dialect;

    SemverRanges(VersionScheme scheme, Dialect dialect) {
        this.scheme = scheme;
        this.dialect = dialect;
    }

    @Override
    public NativeRange read(String text) {
        var alternatives = new ArrayList<Alternative>();
        for (String alternative : alternatives(text)) alternatives.add(alternative(alternative.strip()));
        return new NativeRange(alternatives);
    }

    private String[] alternatives(String text) {
        return switch (dialect) {
            case NPM -> text.split("\\|\\|", -1);
            case CARGO -> new String[] {text};
            case HEX -> text.split(" or ", -1);
        };
    }

    private Alternative alternative(String text) {
        var clauses = new ArrayList<Clause>();
        var previews = new ArrayList<SemverPart>();
        String joined = dialect == Dialect.HEX ? text.replace(" and ", " ") : text;
        int hyphen = dialect == Dialect.NPM ? joined.indexOf(" - ") : -1;
        if (hyphen >= 0) {
            SemverPart from = part(joined.substring(0, hyphen).strip(), previews);
            SemverPart to = part(joined.substring(hyphen + 3).strip(), previews);
            if (!from.isAny()) clauses.add(atLeast(from));
            if (!to.isAny()) clauses.add(atMost(to));
        } else if (!joined.equals("any")) {
            for (Comparison comparison : Comparison.readAll(joined)) {
                add(comparison.operator(), part(comparison.operand(), previews), clauses);
            }
        }
        return new Alternative(clauses, admits(previews));
    }

    private static SemverPart part(String operand, List<SemverPart> previews) {
        SemverPart part = SemverPart.read(operand);
        if (!part.preview().isEmpty()) previews.add(part);
        return part;
    }

    private static Predicate<Version> admits(List<SemverPart> previews) {
        return version -> {
            if (!version.isPrerelease()) return true;
            for (SemverPart preview : previews) {
                if (preview.sharesNumbersWith(version.text())) return true;
            }
            return false;
        };
    }

    private void add(String operator, SemverPart part, List<Clause> clauses) {
        switch (operator) {
            case "", "=", "==" -> {
                if (operator.isEmpty() && dialect == Dialect.CARGO && !part.hasWildcard()) caret(part, clauses);
                else exactly(part, clauses);
            }
            case "!=" -> clauses.add(clause(Operator.NOT_EQUAL, part.text()));
            case ">=" -> {
                if (!part.isAny()) clauses.add(atLeast(part));
            }
            case "<=" -> {
                if (!part.isAny()) clauses.add(atMost(part));
            }
            case ">" -> {
                if (part.isAny()) clauses.add(nothing());
                else if (part.isFull()) clauses.add(clause(Operator.GREATER, part.text()));
                else clauses.add(clause(Operator.AT_LEAST, part.next()));
            }
            case "<" -> {
                if (part.isAny()) clauses.add(nothing());
                else if (part.isFull()) clauses.add(clause(Operator.LESS, part.text()));
                else clauses.add(below(part.text()));
            }
            case "^" -> caret(part, clauses);
            case "~", "~>" -> tilde(operator, part, clauses);
            default -> throw NativeNotation.invalid(operator + part.text());
        }
    }

    private void exactly(SemverPart part, List<Clause> clauses) {
        if (part.isFull()) {
            clauses.add(clause(Operator.EQUAL, part.text()));
        } else if (!part.isAny()) {
            clauses.add(atLeast(part));
            clauses.add(below(part.next()));
        }
    }

    /// Up to the next change of the first number that is not zero.
    private void caret(SemverPart part, List<Clause> clauses) {
        if (part.isAny()) return;
        clauses.add(atLeast(part));
        if (part.major() > 0 || part.minor() < 0) clauses.add(below(part.bumped(0)));
        else if (part.minor() > 0 || part.patch() < 0) clauses.add(below(part.bumped(1)));
        else clauses.add(below(part.bumped(2)));
    }

    private void tilde(String operator, SemverPart part, List<Clause> clauses) {
        if (part.isAny()) return;
        clauses.add(atLeast(part));
        boolean wholeMajor = part.minor() < 0 || (dialect == Dialect.HEX && operator.equals("~>") && part.patch() < 0);
        clauses.add(below(part.bumped(wholeMajor ? 0 : 1)));
    }

    private Clause atLeast(SemverPart part) {
        return clause(Operator.AT_LEAST, part.text());
    }

    private Clause atMost(SemverPart part) {
        return part.isFull() ? clause(Operator.AT_MOST, part.text()) : below(part.next());
    }

    /// Below a version and all its previews.
    private Clause below(String version) {
        return Clause.of(Operator.LESS, version, scheme.parse(version + "-0"));
    }

    private Clause nothing() {
        return new Clause(List.of(new VersConstraint(Operator.LESS, "0.0.0")), _ -> false);
    }

    private Clause clause(Operator operator, String version) {
        return Clause.of(operator, version, scheme.parse(version));
    }

    /// One to three numbers or wildcards, and a preview.
    ///
    /// @param major -1 for any, which makes the others -1 too
    /// @param minor -1 for any
    /// @param patch -1 for any
    /// @param preview empty for none
    private record SemverPart(long major, long minor, long patch, boolean hasWildcard, String preview) {

        private static final int MAX_DIGITS = 18;

        static SemverPart read(String operand) {
            String text = operand.toLowerCase(Locale.ROOT).startsWith("v") ? operand.substring(1) : operand;
            int plus = text.indexOf('+');
            if (plus >= 0) text = text.substring(0, plus);
            int hyphen = text.indexOf('-');
            String preview = hyphen < 0 ? "" : text.substring(hyphen + 1);
            String[] parts = (hyphen < 0 ? text : text.substring(0, hyphen)).split("\\.", -1);
            if (parts.length > 3 || (hyphen >= 0 && preview.isEmpty())) throw NativeNotation.invalid(operand);
            long[] numbers = {-1, -1, -1};
            boolean wildcard = false;
            for (int i = 0; i < parts.length; i++) {
                boolean any = parts[i].equals("x") || parts[i].equals("X") || parts[i].equals("*");
                if (!any && (!Text.isNumber(parts[i], 0, parts[i].length()) || parts[i].length() > MAX_DIGITS)) {
                    throw NativeNotation.invalid(operand);
                }
                wildcard |= any;
                if (!wildcard) numbers[i] = Long.parseLong(parts[i]);
            }
            boolean partial = numbers[2] < 0;
            return new SemverPart(numbers[0], numbers[1], numbers[2], wildcard, partial ? "" : preview);
        }

        boolean isAny() {
            return major < 0;
        }

        boolean isFull() {
            return patch >= 0;
        }

        String text() {
            String numbers = Math.max(major, 0) + "." + Math.max(minor, 0) + "." + Math.max(patch, 0);
            return preview.isEmpty() ? numbers : numbers + "-" + preview;
        }

        /// The first version behind all that a partial one stands for.
        String next() {
            return bumped(minor < 0 ? 0 : 1);
        }

        String bumped(int place) {
            return switch (place) {
                case 0 -> (major + 1) + ".0.0";
                case 1 -> major + "." + (minor + 1) + ".0";
                default -> major + "." + minor + "." + (patch + 1);
            };
        }

        boolean sharesNumbersWith(String version) {
            String text = version.strip();
            int from = text.startsWith("v") ? 1 : 0;
            String numbers = major + "." + minor + "." + patch;
            return text.startsWith(numbers, from) && Text.isAt(text, from + numbers.length(), '-');
        }
    }
}
