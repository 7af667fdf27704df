// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.syntax.SyntaxException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A dependency as PEP 508 writes it: `name[extra] >=1,<2 ; marker` or `name @ url ; marker`.
///
/// @param name as written
/// @param extras normalised, sorted
/// @param specifier as written, without brackets; empty when any version will do
/// @param url of a direct reference, else `null`
/// @param marker the condition after `;`, else `null`
/// @param pins the versions of `==` and `===` clauses without a wildcard
public record Requirement(
        String name,
        SortedSet<String> extras,
        String specifier,
        @Nullable String url,
        @Nullable String marker,
        List<String> pins) {

    public Requirement {
        extras = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(extras));
        pins = List.copyOf(pins);
    }

    /// @throws SyntaxException with the column where it stops being a requirement
    public static Requirement parse(String text) {
        return new RequirementParser(text).parse();
    }

    /// The normalised name.
    public String key() {
        return PyPi.normalise(name);
    }

    /// The only version that will do; `null` when several may.
    public @Nullable String pin() {
        return pins.stream().distinct().count() == 1 ? pins.getFirst() : null;
    }

    /// What is asked for besides the name: the specifier, the URL without credentials, or `*` for anything.
    public String wanted() {
        if (url != null) return Link.withoutCredentials(url);
        return specifier.isEmpty() ? "*" : specifier;
    }
}
