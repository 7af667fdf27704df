// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import dev.pomona.syntax.Element;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Xml;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/// The versions and snapshot builds in `maven-metadata.xml`
/// (<https://maven.apache.org/ref/current/maven-repository-metadata/>).
final class VersionLists {

    private VersionLists() {}

    /// One list with the versions of all, each once; empty when none lists any. What is malformed is
    /// left out.
    static Optional<byte[]> joined(Collection<byte[]> lists) {
        var versions = new TreeSet<String>();
        for (byte[] list : lists) {
            element(list)
                    .map(root -> root.child("versioning"))
                    .ifPresent(versioning -> versioning
                            .children("versions", "version")
                            .forEach(version -> versions.add(version.text())));
        }
        if (versions.isEmpty()) return Optional.empty();
        var xml = new StringBuilder("<metadata><versioning><versions>");
        versions.forEach(
                version -> xml.append("<version>").append(escaped(version)).append("</version>"));
        xml.append("</versions></versioning></metadata>");
        return Optional.of(xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The name under which a snapshot's newest build of a file is kept.
    ///
    /// @param path such as `g/a/1-SNAPSHOT/a-1-SNAPSHOT.pom`
    static Optional<String> build(byte[] list, PublishedPath path) {
        String version = path.folder().substring(path.folder().lastIndexOf('/') + 1);
        int at = path.name().lastIndexOf("-" + version + ".");
        if (at < 0) return Optional.empty();
        String artifact = path.name().substring(0, at);
        String extension = path.name().substring(at + version.length() + 2);
        return element(list)
                .map(root -> root.child("versioning"))
                .flatMap(versioning -> versioning.children("snapshotVersions", "snapshotVersion").stream()
                        .filter(build -> extension.equals(build.text("extension")))
                        .filter(build -> build.text("classifier") == null)
                        .flatMap(build -> Optional.ofNullable(build.text("value")).stream())
                        .findFirst())
                .map(value -> "%s-%s.%s".formatted(artifact, value, extension));
    }

    private static Optional<Element> element(byte[] list) {
        try {
            return Optional.of(Xml.read(list)).filter(root -> root.name().equals("metadata"));
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
