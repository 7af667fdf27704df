// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

import java.util.List;

/// One package that an advisory names and the versions of it that are affected.
///
/// An advisory may name a package in several of these; they are read as a union.
///
/// @param ranges empty when only single versions are listed
/// @param versions single affected versions, compared as the ecosystem compares; empty when only ranges are
///     given. When both are empty every version is affected
/// @param severities for this package where the source rates packages apart; empty when the advisory's own
///     count
/// @param symbols functions, classes or imports that carry the flaw, where the source names them; empty when it
///     does not
public record Affected(
        PackageName packageName,
        List<VersionRange> ranges,
        List<String> versions,
        List<SeverityRating> severities,
        List<String> symbols) {

    public Affected {
        ranges = List.copyOf(ranges);
        versions = List.copyOf(versions);
        severities = List.copyOf(severities);
        symbols = List.copyOf(symbols);
    }
}
