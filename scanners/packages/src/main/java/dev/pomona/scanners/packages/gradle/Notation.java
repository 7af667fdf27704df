// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.gradle;

import dev.pomona.model.component.Purl;
import dev.pomona.scanners.packages.maven.Coordinates;
import org.jspecify.annotations.Nullable;

/// A dependency in Gradle's short notation, `group:name:version:classifier@extension`, of which only the first two
/// must be there.
///
/// @param version as written; `null` when it is left out
record Notation(
        String group,
        String name,
        @Nullable String version,
        @Nullable String classifier,
        String extension) {

    /// `null` when the text is no such notation.
    static @Nullable Notation parse(String text) {
        String body = text;
        String extension = "jar";
        int at = text.lastIndexOf('@');
        if (at > 0 && Coordinates.isName(text.substring(at + 1))) {
            extension = text.substring(at + 1);
            body = text.substring(0, at);
        }
        String[] parts = body.split(":", -1);
        if (parts.length < 2 || parts.length > 4) return null;
        if (!Coordinates.isName(parts[0]) || !Coordinates.isName(parts[1])) return null;
        String version = parts.length < 3 || parts[2].isEmpty() ? null : parts[2];
        String classifier = parts.length == 4 && Coordinates.isName(parts[3]) ? parts[3] : null;
        return new Notation(parts[0], parts[1], version, classifier, extension);
    }

    /// Whether the version is a single one: no range, no `+`, no `latest.release`, no variable.
    static boolean isExact(@Nullable String version) {
        return Coordinates.isVersion(version)
                && version != null
                && !version.endsWith("+")
                && !version.startsWith("latest.")
                && Character.isLetterOrDigit(version.charAt(0));
    }

    /// `1.7!!` is short for "strictly 1.7".
    static String withoutStrictness(String version) {
        return version.endsWith("!!") ? version.substring(0, version.length() - 2) : version;
    }

    Purl purl() {
        String exact = version == null ? null : withoutStrictness(version);
        return Coordinates.purl(group, name, isExact(exact) ? exact : null, extension, classifier);
    }
}
