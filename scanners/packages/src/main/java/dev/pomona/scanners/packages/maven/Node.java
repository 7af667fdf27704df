// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An artifact that won its place in a project's class paths.
///
/// The scope and whether it is optional change while more ways to it are found; the version never does.
final class Node {

    final ArtifactKey key;

    /// As stated; a range, an open property or `null` when no version could be told.
    final @Nullable String stated;

    final @Nullable String version;
    final int depth;
    final Set<Exclusion> exclusions;

    /// Of the direct dependency that leads here first.
    final Location location;

    final boolean isModule;
    final List<Edge> edges = new ArrayList<>();
    String scope;
    boolean optional;

    /// A way on, with the scope and optionality that the dependency itself has.
    record Edge(Node to, String scope, boolean optional) {}

    Node(
            ArtifactKey key,
            @Nullable String stated,
            @Nullable String version,
            int depth,
            Set<Exclusion> exclusions,
            Location location,
            boolean isModule,
            String scope,
            boolean optional) {
        this.key = key;
        this.stated = stated;
        this.version = version;
        this.depth = depth;
        this.exclusions = exclusions;
        this.location = location;
        this.isModule = isModule;
        this.scope = scope;
        this.optional = optional;
    }

    boolean isDirect() {
        return depth == 1;
    }

    Purl purl() {
        return key.purl(version);
    }

    Relation relation() {
        return isDirect() ? Relation.DIRECT : Relation.TRANSITIVE;
    }

    /// Takes over what one more way to this artifact means for it; whether that changed anything.
    boolean widen(String alsoScope, boolean alsoOptional) {
        if (isDirect()) return false;
        String before = scope;
        boolean optionalBefore = optional;
        if (Scopes.rank(alsoScope) < Scopes.rank(scope)) scope = alsoScope;
        optional &= alsoOptional;
        return !before.equals(scope) || optionalBefore != optional;
    }

    Scope modelScope() {
        return Scopes.scope(scope, optional);
    }
}
