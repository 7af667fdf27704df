// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A thing that can be scanned or shipped, known by its digest.
///
/// @param id of the row
/// @param kind `image`, `archive`, `repository` …
/// @param digest `sha256:` and hexadecimal digits
/// @param builtAt when it was built; `null` when nobody said
/// @param base the image it starts from; `null` when it has none or nobody said
/// @param components of its newest bill of materials
public record Artifact(
        long id,
        String project,
        String kind,
        String name,
        @Nullable String version,
        String digest,
        @Nullable Instant builtAt,
        @Nullable BaseImage base,
        Instant firstSeen,
        Instant lastSeen,
        int components) {

    /// @param digest `null` when only its name is known
    /// @param builtAt when it was last built: its freshness counts from there; `null` when nobody
    ///     said
    public record BaseImage(
            String name, @Nullable String digest, @Nullable Instant builtAt) {}
}
