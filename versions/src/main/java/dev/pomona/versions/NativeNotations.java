// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import dev.pomona.versions.VersConstraint.Operator;

/// Which notation goes with which scheme.
final class NativeNotations {

    private NativeNotations() {}

    static NativeNotation of(VersionScheme scheme) {
        return switch (scheme.id()) {
            case "npm", "pub", "semver", "githubactions", "golang", "swift" ->
                new SemverRanges(scheme, SemverRanges.Dialect.NPM);
            case "cargo" -> new SemverRanges(scheme, SemverRanges.Dialect.CARGO);
            case "hex" -> new SemverRanges(scheme, SemverRanges.Dialect.HEX);
            case "pypi" -> new PypiRanges(scheme);
            case "maven" -> new BracketRanges(scheme, Operator.EQUAL);
            case "nuget" -> new BracketRanges(scheme, Operator.AT_LEAST);
            case "gem" -> new GemRanges(scheme);
            case "conan" -> new ConanRanges(scheme);
            case "composer" -> new ComposerRanges(scheme);
            case "nginx" -> new AdvisoryLists(scheme, true);
            case "openssl" -> new AdvisoryLists(scheme, false);
            default -> new PlainRanges(scheme);
        };
    }
}
