// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.component.Component;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Completeness;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a condition may look at.
///
/// @param finding the finding judged; `null` for rules about components and scans
/// @param component the component judged, or the finding's; `null` for rules about scans and findings
///     without one
/// @param manifest the path of the manifest that names `component`; empty when there is no component
public record Facts(
        @Nullable Finding finding,
        @Nullable Component component,
        String manifest,
        String artifact,
        int componentCount,
        Completeness completeness,
        Surroundings surroundings,
        Instant asOf) {

    /// Facts about the whole of what is judged.
    static Facts whole(Judged judged, Instant asOf) {
        return new Facts(
                null,
                null,
                "",
                judged.artifact(),
                judged.componentCount(),
                judged.completeness(),
                judged.surroundings(),
                asOf);
    }

    /// The same, about a part.
    Facts about(@Nullable Finding part, @Nullable Component ofComponent, String ofManifest) {
        return new Facts(part, ofComponent, ofManifest, artifact, componentCount, completeness, surroundings, asOf);
    }
}
