// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Region;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Components and edges of one manifest, in the report format.
///
/// An edge names its ends by number, since a purl stands in many edges: 0 is the root, 1 the first component.
final class ManifestJson {

    private ManifestJson() {}

    static void write(Manifest manifest, JsonOut json) {
        json.object()
                .field("path", manifest.path())
                .field("kind", manifest.kind())
                .text("root", manifest.root())
                .array("components");
        int number = 0;
        for (Component component : manifest.components()) {
            json.inlineObject().field("number", ++number);
            component(component, json);
            json.end();
        }
        json.end();
        edges(manifest, json);
        json.end();
    }

    /// Writes the fields of an object that has been begun.
    static void component(Component component, JsonOut json) {
        json.text("purl", component.purl())
                .field("requirement", component.requirement())
                .field("scope", component.scope())
                .field("relation", component.relation());
        locations(component.locations(), json);
        json.textsIfAny("digests", component.digests()).textsIfAny("licenses", component.licenses());
    }

    static void locations(List<Location> locations, JsonOut json) {
        json.array("locations");
        for (Location location : locations) {
            json.inlineObject();
            location(location, json);
            json.end();
        }
        json.end();
    }

    /// Writes the fields of an object that has been begun.
    static void location(Location location, JsonOut json) {
        json.field("path", location.path());
        Region region = location.region();
        if (region != null) region(region, json);
    }

    private static void region(Region region, JsonOut json) {
        json.field("line", region.startLine()).field("column", region.startColumn());
        if (region.endLine() != region.startLine()) json.field("endLine", region.endLine());
        if (region.endLine() != region.startLine() || region.endColumn() != region.startColumn()) {
            json.field("endColumn", region.endColumn());
        }
    }

    private static void edges(Manifest manifest, JsonOut json) {
        json.array("dependencies");
        Purl from = null;
        for (Dependency edge : manifest.dependencies()) {
            if (!edge.from().equals(from)) {
                if (from != null) json.end().end();
                from = edge.from();
                json.inlineObject();
                end("from", from, manifest, json);
                json.array("to");
            }
            end(null, edge.to(), manifest, json);
        }
        if (from != null) json.end().end();
        json.end();
    }

    /// One end of an edge: a number, or its purl if it is none of the manifest's.
    private static void end(@Nullable String name, Purl purl, Manifest manifest, JsonOut json) {
        int number = numberOf(purl, manifest);
        if (name == null) {
            if (number < 0) json.value(purl.toString());
            else json.value(number);
        } else {
            if (number < 0) json.text(name, purl);
            else json.field(name, number);
        }
    }

    private static int numberOf(Purl purl, Manifest manifest) {
        if (purl.equals(manifest.root())) return 0;
        var components = manifest.components();
        int low = 0;
        int high = components.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = components.get(middle).purl().compareTo(purl);
            if (order == 0) return middle + 1;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }
}
