// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// A dependency that a project's manifest names.
///
/// @param name as written
/// @param extras asked for, normalised
/// @param wanted the versions or the address as written, without credentials
/// @param pin the one version that will do, else `null`
/// @param link where it comes from when not from an index, else `null`
/// @param conditional whether a marker may leave it out
record Declared(
        String name,
        SortedSet<String> extras,
        String wanted,
        @Nullable String pin,
        @Nullable Link link,
        boolean conditional,
        Scope scope,
        Location at) {

    static Declared of(Requirement requirement, Scope scope, Location at) {
        return new Declared(
                requirement.name(),
                requirement.extras(),
                requirement.wanted(),
                requirement.pin(),
                requirement.url() == null ? null : Link.parse(requirement.url()),
                requirement.marker() != null,
                scope,
                at);
    }

    String key() {
        return PyPi.normalise(name);
    }

    /// Whether it is a folder of the project itself, not an archive in it.
    boolean isLocal() {
        return link != null && link.kind() == Link.Kind.LOCAL && link.version() == null;
    }

    /// The component that the manifest alone tells of: resolved when there is a pin, or an archive whose name
    /// has the version. Empty when name or version can't be.
    Optional<Component> component(Relation relation) {
        String version = pin == null && link != null ? link.version() : pin;
        Map<String, String> qualifiers = link == null ? Map.of() : link.qualifiers();
        Optional<Purl> purl = PyPi.purl(name, version, qualifiers);
        return purl.map(known -> version == null
                ? Component.unresolved(known, wanted, scope, relation, at)
                : new Component(known, wanted, scope, relation, List.of(at), List.of(), List.of()));
    }
}
