// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.jar;

import dev.pomona.scanners.packages.maven.Coordinates;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the name of an archive says: `artifact-version[-classifier].jar`.
///
/// @param stem the name without extension
record FileName(
        String stem,
        String extension,
        String artifactId,
        @Nullable String version) {

    private static final int MAX_LENGTH = 250;
    private static final Pattern SNAPSHOT_END = Pattern.compile("[0-9]{8}\\.[0-9]{6}");
    private static final Pattern VERSION_START = Pattern.compile("[-_]v?[0-9]");

    static FileName of(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        String stem = dot < 1 ? file : file.substring(0, dot);
        String extension = dot < 1 ? "jar" : file.substring(dot + 1);
        int start = stem.length() <= MAX_LENGTH ? versionStart(stem) : -1;
        return start < 0
                ? new FileName(stem, extension, stem, null)
                : new FileName(stem, extension, stem.substring(0, start), stem.substring(start + 1));
    }

    /// Where the hyphen before the version is: of several candidates the last with a dot
    /// (`log4j-1.2-api-2.17.1`, `cats_2.13-3.0.0`), else the first; -1 when there is none.
    private static int versionStart(String stem) {
        int first = -1;
        int dotted = -1;
        Matcher matcher = VERSION_START.matcher(stem);
        while (matcher.find()) {
            String version = stem.substring(matcher.start() + 1);
            if (matcher.start() == 0 || !Coordinates.isVersion(version)) continue;
            boolean hasDot = version.indexOf('.') > 0;
            if (first < 0 && (hasDot || version.chars().allMatch(Character::isDigit))) first = matcher.start();
            // the end of a snapshot's version is no version of its own
            if (hasDot && !SNAPSHOT_END.matcher(version).lookingAt()) dotted = matcher.start();
        }
        return dotted < 0 ? first : dotted;
    }

    /// Whether an archive of these coordinates may be called so.
    boolean fits(Coordinates coordinates) {
        String full = coordinates.artifactId() + "-" + coordinates.version();
        return stem.equals(full) || stem.startsWith(full + "-") || stem.equals(coordinates.artifactId());
    }

    /// The classifier that it has under these coordinates; `null` when none can be seen.
    @Nullable
    String classifier(Coordinates coordinates) {
        String full = coordinates.artifactId() + "-" + coordinates.version() + "-";
        String rest = stem.startsWith(full) ? stem.substring(full.length()) : "";
        return Coordinates.isName(rest) ? rest : null;
    }
}
