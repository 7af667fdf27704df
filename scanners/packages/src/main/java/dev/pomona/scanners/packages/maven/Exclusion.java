// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

/// Names to leave out of what a dependency brings along; either part may be `*`.
record Exclusion(String groupId, String artifactId) {

    boolean covers(ArtifactKey key) {
        return (groupId.equals("*") || groupId.equals(key.groupId()))
                && (artifactId.equals("*") || artifactId.equals(key.artifactId()));
    }
}
