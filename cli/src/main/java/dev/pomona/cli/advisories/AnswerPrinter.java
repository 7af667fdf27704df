// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.match.ComponentMatch;
import dev.pomona.model.component.Purl;
import java.util.List;

/// Shows the answers to queries, one after the other.
interface AnswerPrinter {

    /// @param gaps what could not be judged, in words
    void answer(Purl purl, List<ComponentMatch> matches, List<String> gaps);

    /// The text is no purl.
    void refused(String text, String reason);
}
