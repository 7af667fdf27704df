// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Scope;
import dev.pomona.scanners.packages.locked.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A project file, evaluated.
///
/// @param lockPath where the project says its lock file is; `null` for the usual place
/// @param scope of what it needs where nothing else is said: `TEST` for a test project
record NuGetProject(
        Source source,
        String name,
        Purl root,
        List<PackageReference> references,
        @Nullable String lockPath,
        Scope scope) {

    NuGetProject {
        references = List.copyOf(references);
    }

    /// The scope in which the project asks for each package, by lower-case id.
    Map<String, Scope> scopes() {
        Map<String, Scope> scopes = new HashMap<>();
        for (PackageReference reference : references) {
            scopes.merge(reference.key(), reference.scope(), Scope::mostExposed);
        }
        return scopes;
    }

    /// Where the project names each package, by lower-case id.
    Map<String, Location> places() {
        Map<String, Location> places = new HashMap<>();
        for (PackageReference reference : references) places.putIfAbsent(reference.key(), reference.location());
        return places;
    }

    /// Says which packages the project asks for that its lock file does not have.
    void compareWith(Source lock, Set<String> lockedKeys) {
        Set<String> seen = new HashSet<>(lockedKeys);
        for (PackageReference reference : references) {
            if (!reference.conditional() && seen.add(reference.key())) {
                lock.unresolved(
                        "%s asks for %s, which the lock file does not have".formatted(source.path(), reference.id()));
            }
        }
    }
}
