// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A package, library or file found in an artifact.
///
/// @param purl with a version when the component is resolved, without one when the source states only a
///     requirement
/// @param requirement what the manifest asks for as it is written there (`^1.2`, `[1,2)`, a Git URL); `null`
///     when the source states just the version. A component without version in its purl is *unresolved*: it
///     can't be matched, and the scan says so
/// @param locations where it is named, most telling first; at least one
/// @param digests of the package's archive, as stated by the source or computed from the file; sorted, may be
///     empty
/// @param licenses SPDX expressions or, where the source has something else, its words; as stated, may be empty
public record Component(
        Purl purl,
        @Nullable String requirement,
        Scope scope,
        Relation relation,
        List<Location> locations,
        List<Digest> digests,
        List<String> licenses) {

    public Component {
        Objects.requireNonNull(purl, "purl");
        locations = List.copyOf(locations);
        if (locations.isEmpty()) {
            throw new IllegalArgumentException("%s has no location".formatted(purl));
        }
        digests = digests.stream().sorted().distinct().toList();
        licenses = List.copyOf(licenses);
    }

    public static Component of(Purl purl, Scope scope, Relation relation, Location location) {
        return new Component(purl, null, scope, relation, List.of(location), List.of(), List.of());
    }

    /// A component of which only a requirement is known; the purl must carry no version.
    public static Component unresolved(
            Purl purl, String requirement, Scope scope, Relation relation, Location location) {
        if (purl.version() != null) {
            throw new IllegalArgumentException("%s is resolved".formatted(purl));
        }
        return new Component(purl, requirement, scope, relation, List.of(location), List.of(), List.of());
    }

    public boolean isResolved() {
        return purl.version() != null;
    }

    public Component withRequirement(@Nullable String newRequirement) {
        return new Component(purl, newRequirement, scope, relation, locations, digests, licenses);
    }

    public Component withScope(Scope newScope) {
        return new Component(purl, requirement, newScope, relation, locations, digests, licenses);
    }

    public Component withRelation(Relation newRelation) {
        return new Component(purl, requirement, scope, newRelation, locations, digests, licenses);
    }

    public Component withLocations(List<Location> newLocations) {
        return new Component(purl, requirement, scope, relation, newLocations, digests, licenses);
    }

    public Component withDigests(List<Digest> newDigests) {
        return new Component(purl, requirement, scope, relation, locations, newDigests, licenses);
    }

    public Component withLicenses(List<String> newLicenses) {
        return new Component(purl, requirement, scope, relation, locations, digests, newLicenses);
    }
}
