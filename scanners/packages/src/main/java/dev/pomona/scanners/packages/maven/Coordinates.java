// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Purl;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Group, artifact and version of something published in a Maven repository, all three known.
public record Coordinates(String groupId, String artifactId, String version) {

    private static final int MAX_LENGTH = 250;

    /// Whether the three can be parts of a repository path: nothing else ever was published.
    public boolean isPublishable() {
        return isName(groupId) && isName(artifactId) && isVersion(version);
    }

    /// Whether a text can be a group or an artifact id.
    public static boolean isName(@Nullable String text) {
        return isPathPart(text) && text != null && text.indexOf('+') < 0;
    }

    /// Whether a text can be the version of something published; a range or an open property can't.
    public static boolean isVersion(@Nullable String text) {
        return isPathPart(text);
    }

    private static boolean isPathPart(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > MAX_LENGTH || text.contains("..")) return false;
        if (text.startsWith(".") || text.endsWith(".")) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && "._-+~".indexOf(c) < 0) return false;
        }
        return true;
    }

    /// The folder in a repository, without `/` at its end.
    public String folder() {
        return groupId.replace('.', '/') + "/" + artifactId + "/" + version;
    }

    /// The path of a file in a repository, e.g. of the extension `pom`.
    public String path(String extension) {
        return folder() + "/" + artifactId + "-" + version + "." + extension;
    }

    public Purl purl() {
        return Purl.of("maven", groupId, artifactId, version);
    }

    /// The purl of one artifact of several under these coordinates.
    ///
    /// @param extension left out of the purl when it is `jar`
    /// @param classifier `null` or empty for the main artifact
    public static Purl purl(
            String groupId,
            String artifactId,
            @Nullable String version,
            String extension,
            @Nullable String classifier) {
        Purl purl = Purl.of("maven", groupId, artifactId, version);
        if (extension.equals("jar") && (classifier == null || classifier.isEmpty())) return purl;
        Map<String, String> qualifiers = new TreeMap<>();
        if (!extension.equals("jar")) qualifiers.put("type", extension);
        if (classifier != null) qualifiers.put("classifier", classifier);
        return purl.withQualifiers(qualifiers);
    }

    @Override
    public String toString() {
        return groupId + ":" + artifactId + ":" + version;
    }
}
