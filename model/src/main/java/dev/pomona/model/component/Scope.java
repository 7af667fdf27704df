// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

/// When a component is needed, from the most to the least exposed; of two claims the earlier wins.
public enum Scope {
    /// Part of what runs. Also the answer where the ecosystem makes no difference.
    RUNTIME,
    /// Expected in the place where the artifact runs (Maven `provided`, npm `peerDependencies`).
    PROVIDED,
    /// Left out unless someone asks for it (Maven `optional`, npm `optionalDependencies`, Python extras).
    OPTIONAL,
    /// Needed to develop: linters, formatters, npm `devDependencies`.
    DEVELOPMENT,
    /// Needed to run the tests.
    TEST,
    /// Runs while building: plug-ins, build back ends, annotation processors.
    BUILD;

    public Scope mostExposed(Scope other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
