// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.NativeRange.Alternative;
import dev.pomona.versions.NativeRange.Clause;
import dev.pomona.versions.VersConstraint.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Python's specifiers (PEP 440, "Version specifiers"): comma-separated, all must hold. Previews are out unless
/// a specifier names one.
final class PypiRanges implements NativeNotation {

    private final VersionScheme scheme;

    PypiRanges(VersionScheme scheme) {
        this.scheme = scheme;
    }

    @Override
    public NativeRange read(String text) {
        var clauses = new ArrayList<Clause>();
        boolean previews = false;
        String unwrapped = text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
        for (String specifier : unwrapped.split(",", -1)) {
            String stripped = specifier.strip();
            if (stripped.isEmpty() || stripped.equals("*")) continue;
            int operatorEnd = 0;
            while (operatorEnd < stripped.length() && "<>=!~".indexOf(stripped.charAt(operatorEnd)) >= 0) operatorEnd++;
            String operator = stripped.substring(0, operatorEnd);
            String operand = stripped.substring(operatorEnd).strip();
            clauses.add(clause(operator, operand));
            Pep440 version = Pep440.read(operand);
            previews |= version != null && version.isPrerelease() && !operator.equals("!=");
        }
        boolean admitsPreviews = previews;
        return new NativeRange(List.of(new Alternative(clauses, version -> admitsPreviews || !version.isPrerelease())));
    }

    private Clause clause(String operator, String operand) {
        if (operator.equals("===")) {
            Predicate<Version> same =
                    version -> version.text().strip().toLowerCase(Locale.ROOT).equals(operand.toLowerCase(Locale.ROOT));
            return new Clause(List.of(new VersConstraint(Operator.EQUAL, operand)), same);
        }
        boolean isPrefix = operand.endsWith(".*");
        String version = isPrefix ? operand.substring(0, operand.length() - 2) : operand;
        Pep440 parts = Pep440.read(version);
        if (parts == null) throw NativeNotation.invalid(operator + operand);
        if (isPrefix) return prefix(operator, version, parts);
        Version bound = scheme.parse(version);
        return switch (operator) {
            case "==" ->
                plain(
                        Operator.EQUAL,
                        version,
                        parts.local() == null
                                ? candidate -> withoutLocal(candidate).equals(bound)
                                : candidate -> candidate.equals(bound));
            case "!=" ->
                plain(
                        Operator.NOT_EQUAL,
                        version,
                        parts.local() == null
                                ? candidate -> !withoutLocal(candidate).equals(bound)
                                : candidate -> !candidate.equals(bound));
            case ">=" ->
                plain(
                        Operator.AT_LEAST,
                        version,
                        candidate -> withoutLocal(candidate).compareTo(bound) >= 0);
            case "<=" ->
                plain(
                        Operator.AT_MOST,
                        version,
                        candidate -> withoutLocal(candidate).compareTo(bound) <= 0);
            case "<" ->
                plain(
                        Operator.LESS,
                        version,
                        candidate -> candidate.compareTo(bound) < 0
                                && (parts.isPrerelease()
                                        || !candidate.isPrerelease()
                                        || !sharesRelease(candidate, parts)));
            case ">" -> plain(Operator.GREATER, version, candidate -> isBeyond(candidate, bound, parts));
            case "~=" -> compatible(version, parts, bound);
            default -> throw NativeNotation.invalid(operator + operand);
        };
    }

    private static Clause plain(Operator operator, String shown, Predicate<Version> matches) {
        return new Clause(List.of(new VersConstraint(operator, shown)), matches);
    }

    /// `>1.0` takes neither post-releases nor local builds of 1.0; `>1.0.post1` takes other post-releases.
    private boolean isBeyond(Version candidate, Version bound, Pep440 boundParts) {
        if (candidate.compareTo(bound) <= 0 || withoutLocal(candidate).equals(bound)) return false;
        if (boundParts.post() != null || boundParts.dev() != null) return true;
        Pep440 parts = Pep440.read(candidate.text());
        return parts == null
                || parts.post() == null
                || !sharesRelease(candidate, boundParts)
                || parts.preRank() != boundParts.preRank()
                || !Objects.equals(numberOrNull(parts.pre()), numberOrNull(boundParts.pre()));
    }

    private static @Nullable String numberOrNull(@Nullable String digits) {
        return digits == null ? null : number(digits);
    }

    private Clause compatible(String version, Pep440 parts, Version bound) {
        if (parts.release().size() < 2) throw NativeNotation.invalid("~=" + version);
        List<String> prefix = parts.release().subList(0, parts.release().size() - 1);
        return new Clause(
                List.of(
                        new VersConstraint(Operator.AT_LEAST, version),
                        new VersConstraint(Operator.LESS, next(parts.epoch(), prefix))),
                candidate ->
                        withoutLocal(candidate).compareTo(bound) >= 0 && startsWith(candidate, parts.epoch(), prefix));
    }

    private static Clause prefix(String operator, String version, Pep440 parts) {
        List<String> prefix = parts.release();
        if (parts.isPrerelease() || parts.post() != null || parts.local() != null)
            throw NativeNotation.invalid(version + ".*");
        String next = next(parts.epoch(), prefix);
        return switch (operator) {
            case "==" ->
                new Clause(
                        List.of(
                                new VersConstraint(Operator.AT_LEAST, version),
                                new VersConstraint(Operator.LESS, next)),
                        candidate -> startsWith(candidate, parts.epoch(), prefix));
            case "!=" ->
                new Clause(
                        List.of(
                                new VersConstraint(Operator.LESS, version),
                                new VersConstraint(Operator.AT_LEAST, next)),
                        candidate -> !startsWith(candidate, parts.epoch(), prefix));
            default -> throw NativeNotation.invalid(operator + version + ".*");
        };
    }

    /// The first release behind all that start with the prefix.
    private static String next(String epoch, List<String> prefix) {
        var numbers = new ArrayList<>(prefix);
        numbers.add(new BigInteger(numbers.removeLast()).add(BigInteger.ONE).toString());
        String release = String.join(".", numbers);
        return epoch.equals("0") ? release : epoch + "!" + release;
    }

    private static boolean startsWith(Version candidate, String epoch, List<String> prefix) {
        Pep440 parts = Pep440.read(candidate.text());
        if (parts == null || !number(parts.epoch()).equals(number(epoch))) return false;
        for (int i = 0; i < prefix.size(); i++) {
            String got = i < parts.release().size() ? parts.release().get(i) : "0";
            if (!number(got).equals(number(prefix.get(i)))) return false;
        }
        return true;
    }

    private static boolean sharesRelease(Version candidate, Pep440 bound) {
        Pep440 parts = Pep440.read(candidate.text());
        return parts != null
                && number(parts.epoch()).equals(number(bound.epoch()))
                && Objects.equals(numbers(parts.significantRelease()), numbers(bound.significantRelease()));
    }

    private static List<String> numbers(List<String> digits) {
        return digits.stream().map(PypiRanges::number).toList();
    }

    private static String number(String digits) {
        if (digits.isEmpty()) return "0";
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') start++;
        return digits.substring(start);
    }

    private Version withoutLocal(Version candidate) {
        int plus = candidate.text().indexOf('+');
        return plus < 0 ? candidate : scheme.parse(candidate.text().substring(0, plus));
    }
}
