// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.report;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.report.Report;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What the policy says, and how to ask for something else.
final class DecisionTable {

    private final Report report;
    private final Terminal terminal;
    private final PrintStream out;

    DecisionTable(Report report, Terminal terminal) {
        this.report = report;
        this.terminal = terminal;
        this.out = terminal.out();
    }

    void print() {
        Decision decision = report.decision();
        out.println(summary());
        for (AppliedWaiver waiver : decision.waivers()) waiver(waiver);
        out.println();
        out.printf("%s  policy %s%n", verdict(decision), Escape.line(decision.policy()));
        decision.violations().forEach(this::violation);
    }

    private String summary() {
        var sought = Sought.in(report);
        // a lock file that is broken was found, and is told above
        if (report.manifests().isEmpty()
                && !sought.secrets()
                && report.findings().isEmpty()) {
            return terminal.styled(
                    Style.YELLOW,
                    report.completeness().isComplete()
                            ? "Nothing to judge: no manifest, lock file or package of a known ecosystem was found"
                            : "Nothing to judge in what was seen");
        }
        if (report.findings().isEmpty()) {
            String nothing = sought.nothing(report);
            return report.completeness().isComplete()
                    ? terminal.styled(Style.GREEN, nothing)
                    : terminal.styled(Style.YELLOW, nothing + " in what was seen");
        }
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (Finding finding : report.findings()) counts.merge(finding.severity(), 1, Integer::sum);
        var parts = new ArrayList<String>();
        for (Severity severity : List.of(Severity.values()).reversed()) {
            Integer count = counts.get(severity);
            if (count != null) {
                parts.add(
                        "%s %s".formatted(Plural.number(count), severity.name().toLowerCase(Locale.ROOT)));
            }
        }
        return "%s: %s".formatted(Plural.of(report.findings().size(), "finding"), String.join(", ", parts));
    }

    private static String until(Waiver waiver) {
        return waiver.expires() == null ? "" : " until " + waiver.expires();
    }

    /// Marks in files of other tools name nobody.
    private static String by(Waiver waiver) {
        return waiver.owner().isEmpty() ? "" : " by " + waiver.owner();
    }

    private void waiver(AppliedWaiver applied) {
        String names = String.join(
                ", ",
                applied.waiver().ids().isEmpty()
                        ? applied.waiver().fingerprints()
                        : applied.waiver().ids());
        String text = switch (applied.state()) {
            case ACTIVE ->
                "waived%s%s: %s (%s)"
                        .formatted(
                                until(applied.waiver()),
                                by(applied.waiver()),
                                names,
                                applied.waiver().reason());
            case EXPIRED ->
                "waiver expired on %s: %s (%s), so it counts again"
                        .formatted(
                                applied.waiver().expires(),
                                names,
                                applied.waiver().origin());
            case UNUSED ->
                "waiver covers nothing: %s (%s)"
                        .formatted(names, applied.waiver().origin());
            case REFUSED ->
                "waiver refused: %s (%s); the policy does not let a repository waive this"
                        .formatted(names, applied.waiver().origin());
        };
        boolean isNoticed =
                applied.state() == AppliedWaiver.State.EXPIRED || applied.state() == AppliedWaiver.State.REFUSED;
        out.println(terminal.styled(isNoticed ? Style.YELLOW : Style.DIM, Escape.line(text)));
    }

    private String verdict(Decision decision) {
        return switch (decision.verdict()) {
            case PASS -> terminal.styled(Style.GREEN, "PASSES");
            case VIOLATED -> terminal.styled(Style.BRIGHT_RED, "VIOLATED");
            case INCOMPLETE -> terminal.styled(Style.YELLOW, "INCOMPLETE");
        };
    }

    private void violation(Violation violation) {
        Set<Fingerprint> broken = Set.copyOf(violation.findings());
        long findings = report.findings().stream()
                .filter(finding -> broken.contains(finding.fingerprint()))
                .count();
        String count = findings == 0 ? "" : " (%s)".formatted(Plural.of(findings, "finding"));
        String ask = violation.level() == Violation.Level.WARN
                ? ""
                : terminal.styled(Style.DIM, "; for a waiver ask %s".formatted(Escape.line(violation.owner())));
        out.printf(
                "  %s %s: %s%s%s%n",
                Lines.padded(violation.level().name().toLowerCase(Locale.ROOT), 10),
                Escape.line(violation.rule()),
                Escape.line(violation.message()),
                count,
                ask);
    }
}
