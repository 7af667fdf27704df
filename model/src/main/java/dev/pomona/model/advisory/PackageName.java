// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

import java.util.Comparator;

/// A package as advisories name it.
///
/// @param ecosystem as the OSV schema spells it, with its release where it has one: `npm`, `Debian:12`,
///     `Alpine:v3.20`
/// @param name as the ecosystem's advisories spell it: `group:artifact` for Maven, the PEP 503 form for PyPI, a
///     module path for Go
public record PackageName(String ecosystem, String name) implements Comparable<PackageName> {

    private static final Comparator<PackageName> ORDER =
            Comparator.comparing(PackageName::ecosystem).thenComparing(PackageName::name);

    @Override
    public int compareTo(PackageName other) {
        return ORDER.compare(this, other);
    }

    /// `ecosystem/name`.
    @Override
    public String toString() {
        return ecosystem + "/" + name;
    }
}
