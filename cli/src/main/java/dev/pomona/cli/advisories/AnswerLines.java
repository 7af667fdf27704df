// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.match.ComponentMatch;
import dev.pomona.formats.json.AnswerWriter;
import dev.pomona.model.component.Purl;
import dev.pomona.model.report.DataSource;
import java.io.PrintStream;
import java.util.List;

/// Answers for programs: a JSON object a line (`docs/query.md`).
final class AnswerLines implements AnswerPrinter {

    private final PrintStream out;

    AnswerLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void answer(Purl purl, List<ComponentMatch> matches, List<String> gaps, List<DataSource> data) {
        out.println(AnswerWriter.answer(
                purl,
                matches.stream()
                        .map(match -> new AnswerWriter.Match(match.vulnerability(), match.claims(), match.upgrade()))
                        .toList(),
                gaps,
                data));
    }

    @Override
    public void refused(String text, String reason) {
        out.println(AnswerWriter.refused(text, reason));
    }

    @Override
    public void end() {
        // each answer says by itself what it rests on
    }
}
