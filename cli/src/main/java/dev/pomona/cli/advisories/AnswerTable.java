// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.match.ComponentMatch;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Purl;
import dev.pomona.model.report.DataSource;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Answers for people.
final class AnswerTable implements AnswerPrinter {

    private final Terminal terminal;
    private final PrintStream out;
    private final Instant now;
    private final SortedMap<String, DataSource> used = new TreeMap<>();

    AnswerTable(Terminal terminal, Instant now) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.now = now;
    }

    @Override
    public void answer(Purl purl, List<ComponentMatch> matches, List<String> gaps, List<DataSource> data) {
        data.forEach(source -> used.put(source.name(), source));
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

    @Override
    public void end() {
        for (DataSource source : used.values()) {
            out.println(terminal.styled(Style.DIM, Escape.line("data: %s, %s".formatted(source.name(), age(source)))));
        }
    }

    private String age(DataSource source) {
        Instant confirmed = source.fetched();
        if (confirmed == null) return "came with the program";
        Duration age = Duration.between(confirmed, now);
        if (age.toHours() < 1) return "confirmed within the hour";
        return age.toDays() < 1
                ? "confirmed %d h ago".formatted(age.toHours())
                : "confirmed %d d ago; 'pomona advisories update' asks anew".formatted(age.toDays());
    }
}
