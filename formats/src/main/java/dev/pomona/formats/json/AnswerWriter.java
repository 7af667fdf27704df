// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.Upgrade;
import dev.pomona.model.report.DataSource;
import java.util.List;

/// The answer to one question of `pomona query`: a JSON object on one line. `docs/query.md` describes it.
public final class AnswerWriter {

    /// A vulnerability that holds for the purl asked about.
    ///
    /// @param claims every source's reason
    public record Match(Vulnerability vulnerability, List<Claim> claims, Upgrade upgrade) {

        public Match {
            claims = List.copyOf(claims);
        }
    }

    private AnswerWriter() {}

    /// @param matches in the order in which they are to be shown; empty when nothing is known
    /// @param gaps what could not be looked at, in words; an answer with gaps and without matches is not *clean*
    /// @param data what the answer rests on
    public static String answer(Purl purl, List<Match> matches, List<String> gaps, List<DataSource> data) {
        return JsonOut.line(out -> {
            out.text("purl", purl).array("vulnerabilities");
            for (Match match : matches) {
                out.object();
                VulnerabilityJson.write(match.vulnerability(), match.claims(), match.upgrade(), out);
                out.end();
            }
            out.end().texts("gaps", gaps);
            CompletenessJson.data(data, out);
        });
    }

    /// The answer to something that is no question: the text as it was given and why it is refused.
    public static String refused(String text, String reason) {
        return JsonOut.line(out -> out.field("input", text).field("error", reason));
    }
}
