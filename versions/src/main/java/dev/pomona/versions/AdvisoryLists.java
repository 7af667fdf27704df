// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.NativeRange.Alternative;
import dev.pomona.versions.NativeRange.Clause;
import dev.pomona.versions.VersConstraint.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Versions with commas, as the advisories of OpenSSL and nginx list them. nginx also has spans
/// (`0.7.52-0.8.39`) and open ends: `1.4.1+` ends with the stable branch it is on, `1.5.0+` on a mainline
/// branch has no end.
final class AdvisoryLists implements NativeNotation {

    private final VersionScheme scheme;
    private final boolean hasSpans;

    AdvisoryLists(VersionScheme scheme, boolean hasSpans) {
        this.scheme = scheme;
        this.hasSpans = hasSpans;
    }

    @Override
    public NativeRange read(String text) {
        if (hasSpans && text.equals("all")) return new NativeRange(List.of(new Alternative(List.of())));
        if (hasSpans && text.equals("none")) return new NativeRange(List.of());
        var alternatives = new ArrayList<Alternative>();
        for (String entry : text.split(",", -1)) alternatives.add(new Alternative(entry(entry.strip())));
        return new NativeRange(alternatives);
    }

    private List<Clause> entry(String entry) {
        if (hasSpans && entry.endsWith("+")) return openEnd(entry.substring(0, entry.length() - 1));
        int hyphen = hasSpans ? entry.indexOf('-') : -1;
        if (hyphen < 0) return List.of(clause(Operator.EQUAL, entry));
        return List.of(
                clause(Operator.AT_LEAST, entry.substring(0, hyphen)),
                clause(Operator.AT_MOST, entry.substring(hyphen + 1)));
    }

    private List<Clause> openEnd(String from) {
        String[] numbers = from.split("\\.", -1);
        Clause atLeast = clause(Operator.AT_LEAST, from);
        if (numbers.length < 2) return List.of(atLeast);
        var minor = new BigInteger(numbers[1]);
        if (minor.testBit(0)) return List.of(atLeast);
        return List.of(atLeast, clause(Operator.LESS, numbers[0] + "." + minor.add(BigInteger.ONE) + ".0"));
    }

    private Clause clause(Operator operator, String version) {
        return Clause.of(operator, version, scheme.parse(version));
    }
}
