// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A verdict with its reasons.
///
/// @param verdict `PASS`, `VIOLATED` or `INCOMPLETE`
/// @param reasons at most a few
/// @param moreReasons how many more there are
/// @param waived how many waivers cover something
public record Verdict(
        long id,
        String project,
        String artifact,
        @Nullable String version,
        String digest,
        String environment,
        String environmentName,
        String verdict,
        Instant asOf,
        @Nullable Instant endedAt,
        List<Reason> reasons,
        int moreReasons,
        int waived) {

    /// @param level `DENY`, `INCOMPLETE` or `WARN`
    /// @param owner who can change the rule or waive it
    public record Reason(String level, String rule, String message, String owner) {}
}
