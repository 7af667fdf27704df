// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.Optional;

/// Finds the scheme of an ecosystem.
public final class VersionSchemes {

    private VersionSchemes() {}

    /// By the name in `vers:` ranges.
    public static Optional<VersionScheme> named(String id) {
        return Optional.empty();
    }

    /// By OSV ecosystem, with or without a release: `npm`, `Debian:12`.
    public static Optional<VersionScheme> forEcosystem(String ecosystem) {
        return Optional.empty();
    }

    /// By purl type.
    public static Optional<VersionScheme> forPurlType(String type) {
        return Optional.empty();
    }
}
