// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.formats.FormatException;
import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.finding.Upgrade;
import java.util.List;

/// Reads what [dev.pomona.formats.json.MatchWriter] wrote.
public final class MatchReader {

    private MatchReader() {}

    /// A vulnerability of one component.
    public record Match(Vulnerability vulnerability, List<Claim> claims, Upgrade upgrade) {

        public Match {
            claims = List.copyOf(claims);
        }
    }

    /// @throws FormatException when the text is something else
    public static Match read(String text) {
        return JsonReportReader.reading(text, cursor -> {
            var reading = VulnerabilityReading.of(cursor);
            return new Match(reading.vulnerability(), reading.claims(), reading.upgrade());
        });
    }
}
