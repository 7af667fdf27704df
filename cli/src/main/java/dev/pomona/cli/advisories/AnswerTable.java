// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.match.ComponentMatch;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Purl;
import java.io.PrintStream;
import java.util.List;

/// Answers for people.
final class AnswerTable implements AnswerPrinter {

    private final Terminal terminal;
    private final PrintStream out;

    AnswerTable(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    @Override
    public void answer(Purl purl, List<ComponentMatch> matches, List<String> gaps) {
        out.println(terminal.styled(Style.BOLD, Escape.line(purl.toString())));
        for (ComponentMatch match : matches) {
            Vulnerability vulnerability = match.vulnerability();
            String fixed = match.upgrade().fixed() == null
                    ? "no fix known"
                    : "fixed in " + match.upgrade().fixed();
            out.printf(
                    "  %-8s  %-19s  %s%s  %s%n",
                    vulnerability.malware()
                            ? "MALWARE"
                            : vulnerability.severity().name(),
                    Escape.line(vulnerability.id()),
                    Escape.line(fixed),
                    vulnerability.kev() == null ? "" : ", exploited",
                    terminal.styled(Style.DIM, Escape.line(vulnerability.summary())));
        }
        for (String gap : gaps) out.println("  " + terminal.styled(Style.YELLOW, "! ") + Escape.line(gap));
        if (matches.isEmpty() && gaps.isEmpty()) out.println("  no known vulnerability");
    }

    @Override
    public void refused(String text, String reason) {
        out.println(Escape.line(text));
        out.println("  " + terminal.styled(Style.BRIGHT_RED, "! ") + Escape.line(reason));
    }
}
