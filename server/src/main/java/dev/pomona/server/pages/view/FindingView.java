// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Reference;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.DeploymentReading;
import dev.pomona.store.reading.FindingRow;
import gg.jte.Content;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One finding with all that is known of it.
///
/// @param path from the artifact to the flaw
/// @param places where it was seen
/// @param facts in order
/// @param weights what the priority is made of
/// @param others how many other findings there are of the same rule
/// @param states that it can be given
/// @param acceptances that are about it
/// @param stated what others state about it
public record FindingView(
        FindingRow finding,
        String summary,
        List<String> path,
        List<String> places,
        List<String> fix,
        List<Claim> claims,
        List<Reference> references,
        List<Fact> facts,
        List<Weight> weights,
        List<DeploymentReading.Running> running,
        boolean hasMoreRunning,
        Count others,
        Content timeline,
        List<Event> events,
        @Nullable String olderEvents,
        List<String> states,
        List<String> justifications,
        List<String> environments,
        List<Accepted> acceptances,
        Stated stated) {

    /// @param link where it leads; `null` for nowhere
    public record Fact(String name, String value, @Nullable String link) {}

    /// A part of a priority.
    ///
    /// @param points that it adds
    public record Weight(String why, int points) {

        /// From a reason as it is kept: `runs in production: +60`.
        public static Weight of(String reason) {
            int colon = reason.lastIndexOf(": +");
            if (colon < 0) return new Weight(reason, 0);
            try {
                return new Weight(reason.substring(0, colon), Integer.parseInt(reason.substring(colon + 3)));
            } catch (NumberFormatException _) {
                return new Weight(reason, 0);
            }
        }
    }

    /// @param words what happened
    /// @param remark what somebody said; `null` for nothing
    public record Event(
            String words,
            String actor,
            Instant validAt,
            Instant knownAt,
            @Nullable String remark) {}

    /// What others state (VEX).
    ///
    /// @param effect what follows, as a sentence; empty when nobody states anything
    /// @param left how many statements there are besides
    public record Stated(String effect, List<Statement> statements, int left) {}

    /// @param author who states it; empty when nobody says
    /// @param from who brought it
    /// @param about the part or product that it names
    /// @param at when it was stated, or came where it does not say
    /// @param justification and `remark`: empty for none
    /// @param counts whether it is the author's last word
    public record Statement(
            String author,
            String from,
            String about,
            Instant at,
            String status,
            String justification,
            String remark,
            boolean counts) {}

    /// @param state in words: `holds`, `waits for a signature`, `has ended`
    public record Accepted(
            long id,
            boolean isRisk,
            String owner,
            String reason,
            String scope,
            String expires,
            String state,
            boolean isToBeSigned) {}
}
