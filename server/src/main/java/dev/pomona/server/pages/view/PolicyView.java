// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What holds, and what a draft would do.
///
/// @param origin repository and commit of what holds; `null` for the built-in policy
/// @param draft the document in the form
/// @param mistakes of the draft, each with a caret below the place; `null` before it was checked
/// @param tried what the draft would change; `null` before it was tried
/// @param lasts on how many of the last verdicts it can be tried, and `last` on how many it was
public record PolicyView(
        @Nullable String origin,
        @Nullable Instant setAt,
        List<Rule> rules,
        @Nullable String waivers,
        String draft,
        @Nullable List<String> mistakes,
        @Nullable Tried tried,
        List<Integer> lasts,
        int last) {

    public record Rule(String id, String level, String about, String message, String owner) {}

    /// @param gone how many verdicts could not be judged again
    /// @param moves from which verdict to which, with how many
    public record Tried(int looked, int gone, List<Move> moves, List<Changed> changed) {

        /// Those that stay what they were.
        public int same() {
            return looked - changed.size();
        }
    }

    public record Move(String before, String after, int count) {}

    /// @param reason of the new verdict; `null` for none
    public record Changed(
            String project,
            String artifact,
            String digest,
            String environment,
            Instant asOf,
            String before,
            String after,
            @Nullable String reason) {}
}
