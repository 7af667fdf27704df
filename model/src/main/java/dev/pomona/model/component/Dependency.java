// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.util.Comparator;

/// An edge of a dependency graph: `from` needs `to`.
public record Dependency(Purl from, Purl to) implements Comparable<Dependency> {

    private static final Comparator<Dependency> ORDER =
            Comparator.comparing(Dependency::from).thenComparing(Dependency::to);

    @Override
    public int compareTo(Dependency other) {
        return ORDER.compare(this, other);
    }
}
