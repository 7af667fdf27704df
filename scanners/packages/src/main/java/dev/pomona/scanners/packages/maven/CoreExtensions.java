// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scan.api.FileView;
import dev.pomona.syntax.Element;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Xml;
import java.util.ArrayList;
import java.util.List;

/// Reads `.mvn/extensions.xml`: what is loaded into Maven itself
/// (<https://maven.apache.org/ref/3.9.9/maven-embedder/core-extensions.html>).
final class CoreExtensions {

    private CoreExtensions() {}

    /// @throws SyntaxException when it is no such file, or an extension has no name
    static Manifest read(FileView file) {
        Element root = Xml.read(file.bytes());
        if (!root.name().equals("extensions")) {
            throw new SyntaxException("not a list of core extensions", root.line(), root.column());
        }
        var components = new ArrayList<Component>();
        for (Element extension : root.children("extension")) {
            String groupId = extension.text("groupId");
            String artifactId = extension.text("artifactId");
            String version = extension.text("version");
            if (!Coordinates.isName(groupId) || !Coordinates.isName(artifactId) || artifactId == null) {
                throw new SyntaxException("an extension without a name", extension.line(), extension.column());
            }
            String exact = Coordinates.isVersion(version) ? version : null;
            var component = Component.of(
                    Purl.of("maven", groupId, artifactId, exact),
                    Scope.BUILD,
                    Relation.DIRECT,
                    extension.at(file.path()));
            components.add(exact == null ? component.withRequirement(version) : component);
        }
        return new Manifest(file.path(), "maven-extensions", null, components, List.of());
    }
}
