// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import dev.pomona.model.component.Manifest;
import dev.pomona.model.report.Gap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a bill of materials says.
///
/// @param manifest its packages, and the graph over them
/// @param gaps what is in it and can't be judged, such as packages without a package URL; sorted
/// @param madeAt when it was made, as it says itself; `null` when it does not
public record Sbom(
        Manifest manifest, List<Gap> gaps, @Nullable Instant madeAt) {

    public Sbom {
        gaps = gaps.stream().sorted().distinct().toList();
    }

    /// The time that a document says of itself; `null` when it says none.
    static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
