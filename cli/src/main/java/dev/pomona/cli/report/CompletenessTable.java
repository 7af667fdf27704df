// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.report;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.DataSource;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.ScannerOutcome;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What was not seen, and what the result rests on.
final class CompletenessTable {

    /// Gaps shown one by one; the rest is counted. Every other format has them all.
    private static final int MOST_GAPS = 12;

    private final Report report;
    private final Terminal terminal;
    private final PrintStream out;

    CompletenessTable(Report report, Terminal terminal) {
        this.report = report;
        this.terminal = terminal;
        this.out = terminal.out();
    }

    void print() {
        Completeness completeness = report.completeness();
        List<Gap> gaps = completeness.allGaps();
        List<ScannerOutcome> stopped = completeness.outcomes().stream()
                .filter(outcome -> outcome.status() instanceof ScannerOutcome.Status.Failed
                        || outcome.status() instanceof ScannerOutcome.Status.Skipped)
                .toList();
        if (!gaps.isEmpty() || !stopped.isEmpty() || !completeness.dataGaps().isEmpty()) {
            out.println(terminal.styled(Style.BOLD, "Not seen, or not wholly"));
            gaps.stream().limit(MOST_GAPS).forEach(this::gap);
            if (gaps.size() > MOST_GAPS) {
                out.printf(
                        "    … and %s; every other format has them all, as in -o json=FILE%n",
                        Plural.of(gaps.size() - MOST_GAPS, "more gap"));
            }
            stopped.forEach(this::stopped);
            completeness.dataGaps().forEach(gap -> out.println("  " + mark() + Escape.line(gap)));
            out.println();
        }
        data(completeness.data());
    }

    private String mark() {
        return terminal.styled(Style.YELLOW, "! ");
    }

    private void gap(Gap gap) {
        String kind = gap.kind().name().toLowerCase(Locale.ROOT);
        String place = gap.path().isEmpty() ? "" : Escape.line(gap.path()) + ": ";
        String text = "%s: %s%s".formatted(kind, place, Escape.line(gap.message()));
        out.println("  " + mark() + Lines.shortened(text, terminal.width() - 4));
    }

    private void stopped(ScannerOutcome outcome) {
        String reason = switch (outcome.status()) {
            case ScannerOutcome.Status.Failed(var why) -> "failed: " + why;
            case ScannerOutcome.Status.Skipped(var why) -> "skipped: " + why;
            case ScannerOutcome.Status.Completed _, ScannerOutcome.Status.Partial _ -> "";
        };
        out.printf("  %sscanner %s %s%n", mark(), outcome.scanner(), Escape.line(reason));
    }

    private void data(List<DataSource> sources) {
        if (sources.isEmpty()) return;
        var parts = sources.stream()
                .map(source -> "%s %s%s"
                        .formatted(
                                Escape.line(source.name()),
                                Plural.number(source.records()),
                                age(source.fetched(), report.inputs().asOf())));
        String snapshot = report.inputs().advisories();
        String id = snapshot.length() > 12 ? snapshot.substring(0, 12) : snapshot;
        out.println(terminal.styled(
                Style.DIM, "Advisories: %s (snapshot %s)".formatted(String.join(", ", parts.toList()), id)));
    }

    private static String age(@Nullable Instant fetched, Instant asOf) {
        if (fetched == null) return "";
        Duration age = Duration.between(fetched, asOf);
        if (age.compareTo(Duration.ofHours(1)) < 0) return "";
        return age.toDays() > 0 ? " (%d d old)".formatted(age.toDays()) : " (%d h old)".formatted(age.toHours());
    }
}
