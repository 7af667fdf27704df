// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.store.estate.Artifact.BaseImage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an agent says of its host at a time.
///
/// @param host its key, unique in the tenant
/// @param at when it looked
/// @param bootedAt `null` when it can't tell
/// @param image the golden image that the host was made from; `null` when it can't tell
/// @param environment in which it runs
/// @param account `provider/key`; `null` when it can't tell
/// @param cluster `null` when there is none, or it can't tell
/// @param running everything that runs
public record Reported(
        String host,
        Instant at,
        @Nullable Instant bootedAt,
        @Nullable BaseImage image,
        String environment,
        @Nullable String account,
        @Nullable String cluster,
        List<Instance> running) {

    public Reported {
        running = List.copyOf(running);
    }

    /// @param artifact digest of what it runs
    public record Instance(String artifact, String workload, String instance, Instant since) {}
}
