// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rust;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A dependency that a `Cargo.toml` names.
///
/// @param key under which the code knows it
/// @param name of the crate, which differs from the key when it is renamed
/// @param wanted the version requirement as written; `*` when there is none
/// @param git address of the repository with its reference, without credentials; `null` when there is none
/// @param isLocal whether it is a folder of the project
record CargoDependency(
        String key, String name, String wanted, @Nullable String git, boolean isLocal, Scope scope, Location at) {

    /// The version when only one will do: `=1.2.3`.
    @Nullable
    String pin() {
        if (!wanted.startsWith("=")) return null;
        String version = wanted.substring(1).strip();
        boolean whole = Crates.isVersion(version)
                && version.chars().filter(c -> c == '.').count() >= 2;
        return whole ? version : null;
    }

    /// What the manifest alone tells; empty when the name can't be.
    Optional<Component> component() {
        String version = git == null ? pin() : null;
        Map<String, String> qualifiers = git == null ? Map.of() : new TreeMap<>(Map.of("vcs_url", git));
        Optional<Purl> purl = Crates.purl(name, version, qualifiers);
        return purl.map(known -> version == null
                ? Component.unresolved(known, git == null ? wanted : git, scope, Relation.DIRECT, at)
                : new Component(known, wanted, scope, Relation.DIRECT, List.of(at), List.of(), List.of()));
    }
}
