// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import dev.pomona.store.estate.Artifact.BaseImage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A document about an artifact, as it arrives.
///
/// @param content a report of this program, or a CycloneDX or SPDX document
/// @param artifact the artifact's digest; `null` for the document's own: then the document itself
///     is the artifact
/// @param kind `image`, `archive`, `repository` …
/// @param from who sends it
@SuppressWarnings("ArrayRecordComponent") // megabytes that nobody compares
public record Upload(
        byte[] content,
        String project,
        String name,
        @Nullable String version,
        @Nullable String artifact,
        String kind,
        @Nullable Instant builtAt,
        @Nullable BaseImage base,
        String from) {}
