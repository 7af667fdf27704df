// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.Source;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what only the build uses: local tools (`dotnet-tools.json`) and MSBuild SDKs (`global.json`).
final class BuildTools {

    private BuildTools() {}

    static void reportTools(Source source) {
        Node document = source.relaxedJson();
        if (document == null) return;
        if (!(document.find("tools") instanceof Mapping tools)) {
            source.malformed("no 'tools'");
            return;
        }
        var components = new ArrayList<Component>();
        for (Mapping.Entry tool : tools.entries())
            add(source, tool, tool.value().text("version"), components);
        source.reporter().manifest(new Manifest(source.path(), "dotnet-tools", null, components, List.of()));
    }

    /// A `global.json` without SDKs from NuGet gives nothing: the .NET SDK itself is no package.
    static void reportSdks(Source source) {
        Node document = source.relaxedJson();
        if (document == null) return;
        if (!(document instanceof Mapping)) {
            source.malformed("no JSON object");
            return;
        }
        if (document.find("msbuild-sdks") == null) return;
        var components = new ArrayList<Component>();
        for (Mapping.Entry sdk : document.entries("msbuild-sdks")) {
            add(source, sdk, sdk.value().text(), components);
        }
        source.reporter().manifest(new Manifest(source.path(), "msbuild-sdks", null, components, List.of()));
    }

    private static void add(Source source, Mapping.Entry entry, @Nullable String version, List<Component> components) {
        Location at = entry.at(source.path());
        Purl purl = source.purl("nuget", null, entry.key(), version, at);
        if (purl != null) components.add(Component.of(purl, Scope.BUILD, Relation.DIRECT, at));
    }
}
