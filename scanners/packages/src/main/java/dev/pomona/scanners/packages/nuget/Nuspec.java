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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `*.nuspec`: in a package or a package folder the record of what is installed, elsewhere the description of a
/// package that the project makes, of which only the requirements count.
final class Nuspec {

    private Nuspec() {}

    static void report(Source source) {
        Element root = source.xml();
        if (root == null) return;
        Element metadata = root.child("metadata");
        if (!root.name().equals("package") || metadata == null) {
            source.malformed("no <package> with <metadata>");
            return;
        }
        String id = metadata.text("id");
        String version = metadata.text("version");
        if (isInstalled(source, id, version)) installed(source, metadata, id, version);
        else described(source, metadata, id);
    }

    /// Inside of a `.nupkg`, or where NuGet unpacks: `id/1.2.3/id.nuspec` and `id.1.2.3/id.nuspec`.
    private static boolean isInstalled(Source source, @Nullable String id, @Nullable String version) {
        if (id == null || version == null || version.contains("$")) return false;
        if (source.path().contains(".nupkg!/")) return true;
        String folder = "/" + source.folder();
        return endsWith(folder, "/" + id + "/" + version) || endsWith(folder, "/" + id + "." + version);
    }

    private static boolean endsWith(String text, String end) {
        return text.regionMatches(true, text.length() - end.length(), end, 0, end.length());
    }

    private static void installed(Source source, Element metadata, @Nullable String id, @Nullable String version) {
        Location at = metadata.at(source.path());
        Purl purl = source.purl("nuget", null, id, version, at);
        if (purl == null) return;
        Component component = Component.of(purl, Scope.RUNTIME, Relation.UNKNOWN, at);
        String license = license(metadata);
        if (license != null) component = component.withLicenses(List.of(license));
        source.reporter().manifest(new Manifest(source.path(), "nuget-package", null, List.of(component), List.of()));
    }

    private static @Nullable String license(Element metadata) {
        Element license = metadata.child("license");
        if (license == null || license.text().isEmpty()) return metadata.text("licenseUrl");
        return "expression".equals(license.attributes().get("type")) ? license.text() : null;
    }

    private static void described(Source source, Element metadata, @Nullable String id) {
        boolean named = id != null && !id.contains("$");
        Purl root = named ? source.coordinates("nuget", null, id, metadata.at(source.path())) : null;
        Set<Element> requirements = new LinkedHashSet<>();
        Element dependencies = metadata.child("dependencies");
        if (dependencies != null) {
            requirements.addAll(dependencies.children("dependency"));
            for (Element group : dependencies.children("group")) requirements.addAll(group.children("dependency"));
        }
        var components = new ArrayList<Component>();
        for (Element requirement : requirements) {
            Location at = requirement.at(source.path());
            Purl purl =
                    source.coordinates("nuget", null, requirement.attributes().get("id"), at);
            if (purl == null) continue;
            String range = requirement.attributes().getOrDefault("version", "*");
            components.add(Component.unresolved(purl, range, Scope.RUNTIME, Relation.DIRECT, at));
        }
        source.reporter().manifest(new Manifest(source.path(), "nuspec", root, components, List.of()));
        if (!components.isEmpty()) {
            source.unresolved(
                    "a package description has no lock file: %d requirements stay open".formatted(components.size()));
        }
    }
}
