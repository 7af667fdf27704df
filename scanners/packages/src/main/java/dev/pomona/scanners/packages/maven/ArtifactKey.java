// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Purl;
import org.jspecify.annotations.Nullable;

/// What can be in a class path only once, whatever its version: group, artifact, extension and classifier.
///
/// @param classifier empty for the main artifact
record ArtifactKey(String groupId, String artifactId, String extension, String classifier) {

    /// From a dependency's `type`, which stands for an extension and sometimes a classifier
    /// (<https://maven.apache.org/ref/3.9.9/maven-core/artifact-handlers.html>).
    static ArtifactKey of(String groupId, String artifactId, String type, @Nullable String classifier) {
        String extension = switch (type) {
            case "",
                    "test-jar",
                    "maven-plugin",
                    "ejb",
                    "ejb-client",
                    "java-source",
                    "javadoc",
                    "bundle",
                    "eclipse-plugin",
                    "processor",
                    "modular-jar",
                    "classpath-jar",
                    "modular-processor",
                    "classpath-processor" -> "jar";
            default -> type;
        };
        String implied = switch (type) {
            case "test-jar" -> "tests";
            case "ejb-client" -> "client";
            case "java-source" -> "sources";
            case "javadoc" -> "javadoc";
            default -> "";
        };
        return new ArtifactKey(
                groupId, artifactId, extension, classifier == null || classifier.isEmpty() ? implied : classifier);
    }

    boolean isNamed() {
        return Coordinates.isName(groupId) && Coordinates.isName(artifactId);
    }

    Purl purl(@Nullable String version) {
        // an open property in the classifier (a platform's name, most often) says nothing
        String known = Coordinates.isName(classifier) ? classifier : "";
        return Coordinates.purl(groupId, artifactId, version, Coordinates.isName(extension) ? extension : "jar", known);
    }
}
