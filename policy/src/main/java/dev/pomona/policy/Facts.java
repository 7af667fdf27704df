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
/// @param component the component judged, or the finding's; `null` for rules about scans and findings without one
/// @param manifest the path of the manifest that names `component`; empty when there is no component
public record Facts(
        @Nullable Finding finding,
        @Nullable Component component,
        String manifest,
        String artifact,
        int componentCount,
        Completeness completeness,
        Instant asOf) {}
