// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Violation;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.finding.History;
import dev.pomona.model.report.Gap;
import dev.pomona.model.report.Report;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a hook says: nothing when all is well, else what is refused, where it is and what can be done. Git shows it to
/// the person who commits or pushes.
final class HookReport {

    private static final int MOST_GAPS = 10;

    private final Report report;
    private final boolean tellsMarks;
    private final PrintStream out;

    /// @param tellsMarks whether it is told as well what marks in the files let pass
    HookReport(Report report, boolean tellsMarks, Terminal terminal) {
        this.report = report;
        this.tellsMarks = tellsMarks;
        this.out = terminal.err();
    }

    /// @param what is refused, such as `commit`
    /// @param way to take a secret out of it
    void print(String what, String way) {
        List<Finding> refused = refused(Violation.Level.DENY);
        List<Finding> doubtful = refused(Violation.Level.WARN);
        boolean isIncomplete = report.decision().verdict() == Decision.Verdict.INCOMPLETE;
        if (!refused.isEmpty()) {
            out.printf("pomona: the %s is refused: it has %s%n", what, count(refused.size()));
            refused.forEach(this::finding);
            out.println("  A secret that was real is to be revoked, even if nobody has seen it yet. Then " + way + ".");
            out.println("  One that is none can be allowed by a comment in its line: pomona:allow RULE reason=\"…\"");
        }
        doubtful.removeAll(refused);
        if (!doubtful.isEmpty()) {
            out.printf("pomona: %s that may be none:%n", count(doubtful.size()));
            doubtful.forEach(this::finding);
        }
        List<Finding> allowed = tellsMarks ? allowed() : List.of();
        if (!allowed.isEmpty()) {
            out.printf("pomona: let pass, as marks in the files allow it: %s%n", count(allowed.size()));
            allowed.forEach(this::finding);
        }
        if (isIncomplete) out.printf("pomona: the %s is refused: not everything in it could be looked at%n", what);
        if (isIncomplete || !refused.isEmpty()) gaps();
        out.flush();
    }

    private List<Finding> refused(Violation.Level level) {
        Set<Fingerprint> broken = new HashSet<>();
        for (Violation violation : report.decision().violations()) {
            if (violation.level() == level) broken.addAll(violation.findings());
        }
        return new java.util.ArrayList<>(report.findings().stream()
                .filter(finding -> broken.contains(finding.fingerprint()))
                .toList());
    }

    /// What would be refused or told but for marks, which whoever pushes may have written.
    private List<Finding> allowed() {
        Set<Fingerprint> waived = new HashSet<>();
        for (AppliedWaiver applied : report.decision().waivers()) {
            if (applied.state() == AppliedWaiver.State.ACTIVE) waived.addAll(applied.findings());
        }
        return report.findings().stream()
                .filter(finding -> !finding.marks().isEmpty() && waived.contains(finding.fingerprint()))
                .toList();
    }

    private static String count(int secrets) {
        return secrets == 1 ? "a secret" : "%d secrets".formatted(secrets);
    }

    private void finding(Finding finding) {
        if (!(finding.detail() instanceof Detail.Secret secret)) return;
        out.printf(
                "  %s  %s  %s%n",
                Escape.line(finding.locations().getFirst().toString()), finding.rule(), Escape.line(secret.redacted()));
        out.printf(
                "    %s, %s: %s%n",
                Escape.line(secret.title()),
                secret.proof().name().toLowerCase(Locale.ROOT),
                Escape.line(secret.proofReason()));
        History history = secret.history();
        if (history != null && history.first() != null) {
            out.printf(
                    "    in commit %s by %s%n",
                    history.first().id(), Escape.line(history.first().author()));
        }
    }

    private void gaps() {
        List<Gap> gaps = report.completeness().allGaps();
        for (Gap gap : gaps.subList(0, Math.min(MOST_GAPS, gaps.size()))) {
            out.printf("  not seen: %s: %s%n", Escape.line(gap.path()), Escape.line(gap.message()));
        }
        if (gaps.size() > MOST_GAPS) out.printf("  … and %d more%n", gaps.size() - MOST_GAPS);
    }
}
