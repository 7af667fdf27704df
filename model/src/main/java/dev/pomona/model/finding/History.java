// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where in a repository's history something was seen.
///
/// @param blob the id of the content, in hexadecimal
/// @param first the oldest commit that has it; `null` when no commit has it, as when it was only staged
/// @param last the newest commit that has it; `null` likewise
/// @param isReachable whether any branch or tag leads to it
/// @param isPresent whether it is in the tree of the commit that is checked out
public record History(
        String blob, @Nullable Commit first, @Nullable Commit last, boolean isReachable, boolean isPresent) {

    /// @param id in hexadecimal
    /// @param author as the commit states it: `name <address>`
    /// @param time when it was written, as the commit states it
    public record Commit(String id, String author, Instant time) {}
}
