// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.inventory;

import dev.pomona.model.component.Purl;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A component of an artifact.
///
/// @param scope as in [dev.pomona.model.component.Scope], by name
/// @param manifest the path of what names it; empty when nobody said
/// @param line in the manifest; `null` when nobody said
/// @param requirement what the manifest asks for; `null` when nobody said
/// @param licenses as SPDX expressions; empty when nobody said
/// @param names under which advisories may speak of it, `ecosystem/name` each
public record Occurrence(
        Purl purl,
        String scope,
        boolean isDirect,
        String manifest,
        @Nullable Integer line,
        @Nullable String requirement,
        Collection<String> licenses,
        Collection<String> names) {

    public Occurrence {
        licenses = List.copyOf(licenses);
        names = List.copyOf(names);
    }
}
