// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.match.ComponentMatch;
import dev.pomona.model.component.Purl;
import dev.pomona.model.report.DataSource;
import java.util.List;

/// Shows the answers to queries, one after the other.
interface AnswerPrinter {

    /// @param gaps what could not be judged, in words
    /// @param data what the answer rests on
    void answer(Purl purl, List<ComponentMatch> matches, List<String> gaps, List<DataSource> data);

    /// The text is no purl.
    void refused(String text, String reason);

    /// All questions are answered.
    void end();
}
