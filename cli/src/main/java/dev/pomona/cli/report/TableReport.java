// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.report;

import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Fingerprint;
import dev.pomona.model.report.Report;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes a report for a person: what is wrong, file by file and component by component, then what was not seen, what
/// it
/// all rests on, and what the policy says.
public final class TableReport {

    private final Report report;
    private final Terminal terminal;
    private final PrintStream out;

    public TableReport(Report report, Terminal terminal) {
        this.report = report;
        this.terminal = terminal;
        this.out = terminal.out();
    }

    public void print() {
        headline();
        findings();
        new CompletenessTable(report, terminal).print();
        new DecisionTable(report, terminal).print();
        out.flush();
    }

    private void headline() {
        out.printf(
                "%s  %s%n%n",
                terminal.styled(Style.BOLD, Escape.line(report.artifact())),
                Sought.in(report).headline(report));
    }

    /// Findings that an active waiver covers are counted in the decision and left out here.
    private void findings() {
        Map<Fingerprint, AppliedWaiver> waived = new HashMap<>();
        for (AppliedWaiver waiver : report.decision().waivers()) {
            if (waiver.state() != AppliedWaiver.State.ACTIVE) continue;
            waiver.findings().forEach(fingerprint -> waived.put(fingerprint, waiver));
        }
        Map<String, List<Finding>> byPath = new TreeMap<>();
        for (Finding finding : report.findings()) {
            if (waived.containsKey(finding.fingerprint())) continue;
            byPath.computeIfAbsent(finding.locations().getFirst().path(), _ -> new java.util.ArrayList<>())
                    .add(finding);
        }
        byPath.forEach((path, findings) -> {
            out.println(terminal.styled(Style.BOLD, Escape.line(path)));
            new FindingTable(terminal).print(findings);
        });
        if (!waived.isEmpty()) {
            out.println(terminal.styled(Style.DIM, Plural.of(waived.size(), "finding") + " waived"));
            out.println();
        }
    }
}
