// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.inventory;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What all manifests say about one package, together.
///
/// @param isProject whether a manifest describes it as the project's own
/// @param scope the most exposed of all
/// @param relation the closest of all
/// @param manifests `path (kind)` of each that names it, sorted
/// @param requirements as written in the manifests, sorted
public record Item(
        Purl purl,
        boolean isProject,
        Scope scope,
        Relation relation,
        SequencedSet<Location> locations,
        SequencedSet<Digest> digests,
        SequencedSet<String> licenses,
        SequencedSet<String> manifests,
        SequencedSet<String> requirements) {

    /// @param mentions of one purl, at least one
    static Item of(List<Mention> mentions) {
        var locations = new LinkedHashSet<Location>();
        var digests = new TreeSet<Digest>();
        var licenses = new LinkedHashSet<String>();
        var manifests = new TreeSet<String>();
        var requirements = new TreeSet<String>();
        Scope scope = null;
        Relation relation = null;
        boolean isProject = false;
        for (Mention mention : mentions) {
            manifests.add(name(mention.manifest()));
            Component component = mention.component();
            if (component == null) {
                isProject = true;
                continue;
            }
            locations.addAll(component.locations());
            digests.addAll(component.digests());
            licenses.addAll(component.licenses());
            addIfAny(component.requirement(), requirements);
            scope = scope == null ? component.scope() : scope.mostExposed(component.scope());
            relation =
                    relation == null || component.relation().compareTo(relation) < 0 ? component.relation() : relation;
        }
        if (locations.isEmpty()) {
            mentions.forEach(
                    mention -> locations.add(Location.of(mention.manifest().path())));
        }
        return new Item(
                mentions.getFirst().purl(),
                isProject,
                scope == null ? Scope.RUNTIME : scope,
                relation == null ? Relation.DIRECT : relation,
                locations,
                digests,
                licenses,
                manifests,
                requirements);
    }

    private static void addIfAny(@Nullable String text, Collection<String> to) {
        if (text != null) to.add(text);
    }

    private static String name(Manifest manifest) {
        return "%s (%s)".formatted(manifest.path(), manifest.kind());
    }
}
