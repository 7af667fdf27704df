// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.model.component.Location;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// A model with everything inherited, imported, managed and replaced.
///
/// @param version `null` when it stays open
/// @param managed by what it is about, in the order of precedence
/// @param relocated where the artifact has moved to; `null` when it has not
/// @param open what could not be found or decided, as parts of a sentence
record EffectiveModel(
        String groupId,
        String artifactId,
        @Nullable String version,
        List<Requirement> dependencies,
        Map<ArtifactKey, Managed> managed,
        List<Requirement> buildTools,
        @Nullable Coordinates relocated,
        SortedSet<String> open) {

    /// A dependency of the model.
    ///
    /// @param version resolved as far as the model goes: a version, a range, a text with `${…}`; `null` when
    ///     nothing states one
    /// @param scope one of Maven's
    /// @param location where it stands in the scanned files; `null` in published models
    record Requirement(
            ArtifactKey key,
            @Nullable String version,
            String scope,
            boolean optional,
            List<Exclusion> exclusions,
            @Nullable Location location) {}

    /// What `dependencyManagement` says of an artifact; parts that are not stated are `null`.
    record Managed(
            @Nullable String version,
            @Nullable String scope,
            @Nullable Boolean optional,
            List<Exclusion> exclusions) {}
}
