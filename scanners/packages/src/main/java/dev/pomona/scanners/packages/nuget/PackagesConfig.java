// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Element;
import java.util.ArrayList;
import java.util.List;

/// Reads `packages.config`: every installed package with its exact version, direct or not, without edges.
final class PackagesConfig {

    private PackagesConfig() {}

    static void report(Source source) {
        Element packages = source.xml();
        if (packages == null) return;
        if (!packages.name().equals("packages")) {
            source.malformed("the root element is <%s>, not <packages>".formatted(packages.name()));
            return;
        }
        var components = new ArrayList<Component>();
        for (Element entry : packages.children("package")) {
            Location at = entry.at(source.path());
            var attributes = entry.attributes();
            Purl purl = source.purl("nuget", null, attributes.get("id"), attributes.get("version"), at);
            if (purl == null) continue;
            boolean development = "true".equalsIgnoreCase(attributes.get("developmentDependency"));
            components.add(Component.of(purl, development ? Scope.DEVELOPMENT : Scope.RUNTIME, Relation.UNKNOWN, at)
                    .withRequirement(attributes.get("allowedVersions")));
        }
        source.reporter().manifest(new Manifest(source.path(), "nuget-packages-config", null, components, List.of()));
    }
}
