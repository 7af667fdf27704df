// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Reference;
import dev.pomona.store.reading.AdvisoryReading;
import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.Page;
import gg.jte.Content;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who runs it?
///
/// @param asked what somebody typed; empty before anything
/// @param problem why it can't be answered; `null` when it can
/// @param advisory when what was asked is a vulnerability that something here has; `null` otherwise
/// @param stages of what came lately; `null` when nothing did
/// @param recent what came lately and touched something
public record WhoView(
        String asked,
        @Nullable String problem,
        @Nullable Advisory advisory,
        Page<Place> places,
        Pager pager,
        @Nullable Content stages,
        List<AnswerTimeReading.Answer> recent) {

    /// One vulnerability that something here has.
    ///
    /// @param states open findings by what was decided about them
    /// @param answers every time that it was answered, the newest first
    /// @param hasMoreVersions whether more have it than is listed
    public record Advisory(
            AdvisoryReading.Known known,
            List<String> fix,
            List<FindingView.Fact> facts,
            List<Claim> claims,
            List<Reference> references,
            List<AdvisoryReading.Version> versions,
            boolean hasMoreVersions,
            List<AdvisoryReading.State> states,
            List<AnswerTimeReading.Answer> answers) {

        /// All of the open findings.
        public Count open() {
            return states.stream().map(AdvisoryReading.State::count).reduce(Count.NONE, Count::plus);
        }
    }

    /// One place in which a component is.
    ///
    /// @param environment in which it runs; `null` when it does not, and with it the rest up to `since`
    /// @param owners none when nobody is known
    /// @param findings how many are open for it there
    /// @param waived how many of these are waived
    public record Place(
            String digest,
            String artifact,
            @Nullable String version,
            String project,
            String purl,
            @Nullable String environment,
            boolean isProduction,
            @Nullable String account,
            @Nullable String cluster,
            @Nullable String host,
            @Nullable String workload,
            @Nullable String instance,
            @Nullable Instant since,
            List<String> owners,
            int findings,
            int waived) {}
}
