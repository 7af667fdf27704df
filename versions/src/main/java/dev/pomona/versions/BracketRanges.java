// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.NativeRange.Alternative;
import dev.pomona.versions.NativeRange.Clause;
import dev.pomona.versions.VersConstraint.Operator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Intervals as Maven (<https://maven.apache.org/pom.html#dependency-version-requirement-specification>) and
/// NuGet (<https://learn.microsoft.com/nuget/concepts/package-versioning#version-ranges>) write them:
/// `[1.0,2.0)`, `(,1.0]`, `[1.0]`, in Maven several with commas.
final class BracketRanges implements NativeNotation {

    private final VersionScheme scheme;
    private final Operator bare;

    /// @param bare what a version without brackets asks
    BracketRanges(VersionScheme scheme, Operator bare) {
        this.scheme = scheme;
        this.bare = bare;
    }

    @Override
    public NativeRange read(String text) {
        var alternatives = new ArrayList<Alternative>();
        int at = 0;
        while (at < text.length()) {
            char open = text.charAt(at);
            if (open != '[' && open != '(') {
                if (at > 0) throw NativeNotation.invalid(text);
                return new NativeRange(List.of(new Alternative(bare(text))));
            }
            int close = at + 1;
            while (close < text.length() && text.charAt(close) != ']' && text.charAt(close) != ')') close++;
            if (close == text.length()) throw NativeNotation.invalid(text);
            alternatives.add(new Alternative(interval(text.substring(at, close + 1))));
            at = close + 1;
            while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == ' ')) at++;
        }
        if (alternatives.isEmpty()) throw NativeNotation.invalid(text);
        return new NativeRange(alternatives);
    }

    /// A version, or one of NuGet's floating ones: `1.*`, `1.*-*`, `1.0.0-*`, `1.0.0-rc*`.
    private List<Clause> bare(String text) {
        if (text.equals("*") || text.equals("*-*")) return List.of();
        if (text.endsWith(".*-*")) return bare(text.substring(0, text.length() - 2));
        if (text.endsWith("-*")) return List.of(clause(Operator.AT_LEAST, text.substring(0, text.length() - 1) + "0"));
        if (text.endsWith("*") && text.indexOf('-') > 0) {
            return List.of(clause(Operator.AT_LEAST, text.substring(0, text.length() - 1)));
        }
        if (!text.endsWith("*")) return List.of(clause(bare, text));
        String prefix = text.substring(0, text.length() - 1);
        if (!prefix.endsWith(".")) throw NativeNotation.invalid(text);
        String from = prefix.substring(0, prefix.length() - 1);
        int dot = from.lastIndexOf('.');
        if (!Text.isNumber(from, dot + 1, from.length())) throw NativeNotation.invalid(text);
        String next =
                new BigInteger(from.substring(dot + 1)).add(BigInteger.ONE).toString();
        return List.of(clause(Operator.AT_LEAST, from), clause(Operator.LESS, from.substring(0, dot + 1) + next));
    }

    private List<Clause> interval(String text) {
        boolean fromIncluded = text.charAt(0) == '[';
        boolean toIncluded = text.charAt(text.length() - 1) == ']';
        String body = text.substring(1, text.length() - 1);
        int comma = body.indexOf(',');
        if (comma < 0) {
            if (!fromIncluded || !toIncluded) throw NativeNotation.invalid(text);
            return List.of(clause(Operator.EQUAL, body));
        }
        String from = body.substring(0, comma).strip();
        String to = body.substring(comma + 1).strip();
        var clauses = new ArrayList<Clause>();
        if (!from.isEmpty()) clauses.add(clause(fromIncluded ? Operator.AT_LEAST : Operator.GREATER, from));
        if (!to.isEmpty()) clauses.add(clause(toIncluded ? Operator.AT_MOST : Operator.LESS, to));
        return clauses;
    }

    private Clause clause(Operator operator, String version) {
        String stripped = version.strip();
        return Clause.of(operator, stripped, scheme.parse(stripped));
    }
}
