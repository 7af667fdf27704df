// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.versions.VersionSchemes;
import org.jspecify.annotations.Nullable;

/// Chooses the version that Maven would for a range, by what the repositories list.
final class Ranges {

    private Ranges() {}

    /// A single version; `null` when the text is a range and its choice can't be told.
    static @Nullable String choose(PomSource source, String groupId, String artifactId, String version) {
        VersionRequirement range = VersionRequirement.parse(version).orElse(null);
        if (range == null) return Coordinates.isVersion(version) && !isFloating(version) ? version : null;
        String exact = range.exact();
        if (exact != null) return Coordinates.isVersion(exact) ? exact : null;
        return VersionSchemes.forPurlType("maven")
                .map(scheme -> range.highest(source.versions(groupId, artifactId), scheme))
                .orElse(null);
    }

    private static boolean isFloating(String version) {
        return version.equals("LATEST") || version.equals("RELEASE");
    }
}
