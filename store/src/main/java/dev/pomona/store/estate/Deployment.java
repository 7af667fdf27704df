// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An instance of an artifact in an environment.
///
/// @param artifact its digest
/// @param environment its key
/// @param workload what it is called there
/// @param instance which of its instances; empty where they are not told apart
/// @param since when the instance started
/// @param source who says so: `api`, `agent` …
public record Deployment(
        String artifact,
        String environment,
        String workload,
        String instance,
        Place place,
        Instant since,
        String source) {

    /// Where: each part by its key, `null` where it is not known or there is none.
    ///
    /// @param account `provider/key`
    public record Place(
            @Nullable String account,
            @Nullable String cluster,
            @Nullable String host) {

        /// Nothing is known of it.
        public static final Place UNKNOWN = new Place(null, null, null);
    }
}
