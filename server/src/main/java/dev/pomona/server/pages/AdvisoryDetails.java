// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.report.MatchReader;
import dev.pomona.server.pages.view.WhoView;
import dev.pomona.store.reading.AdvisoryReading;
import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gathers what is known of one vulnerability.
final class AdvisoryDetails {

    private static final int VERSIONS = 50;
    private static final int ANSWERS = 20;
    private static final int MOST = 50;

    private AdvisoryDetails() {}

    /// @return `null` when nothing that is known here has it
    static WhoView.@Nullable Advisory of(Tx tx, String vulnerability) {
        var reading = new AdvisoryReading(tx);
        var known = reading.find(vulnerability).orElse(null);
        if (known == null) return null;
        var versions = reading.versions(vulnerability, VERSIONS + 1);
        boolean hasMore = versions.size() > VERSIONS;
        var shown = hasMore ? versions.subList(0, VERSIONS) : versions;
        var states = reading.states(vulnerability);
        var answers = new AnswerTimeReading(tx).about(vulnerability, ANSWERS);
        try {
            MatchReader.Match match = MatchReader.read(known.detail());
            return new WhoView.Advisory(
                    known,
                    VulnerabilityFacts.fix(match.upgrade()),
                    VulnerabilityFacts.of(match.vulnerability()),
                    match.claims().stream().limit(MOST).toList(),
                    match.vulnerability().references().stream().limit(MOST).toList(),
                    shown,
                    hasMore,
                    states,
                    answers);
        } catch (FormatException _) {
            // kept by another version of the program: what stands in columns is known
            return new WhoView.Advisory(
                    known, List.of(), List.of(), List.of(), List.of(), shown, hasMore, states, answers);
        }
    }
}
