// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.report.DecisionReader;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.server.pages.view.Verdict;
import dev.pomona.store.reading.VerdictReading;
import java.util.List;

/// Kept verdicts as pages show them.
final class GivenVerdicts {

    private GivenVerdicts() {}

    /// @param mostReasons how many reasons are told
    static List<Verdict> of(List<VerdictReading.Given> given, int mostReasons) {
        return given.stream().map(one -> of(one, mostReasons)).toList();
    }

    private static Verdict of(VerdictReading.Given given, int mostReasons) {
        List<Verdict.Reason> reasons = List.of();
        int all = 0;
        int waived = 0;
        try {
            Decision decision = DecisionReader.read(given.decision());
            all = decision.violations().size();
            reasons = decision.violations().stream()
                    .limit(mostReasons)
                    .map(one -> new Verdict.Reason(one.level().name(), one.rule(), one.message(), one.owner()))
                    .toList();
            waived = (int) decision.waivers().stream()
                    .filter(one -> one.state() == AppliedWaiver.State.ACTIVE)
                    .count();
        } catch (FormatException _) {
            // written by another version of the program: what it says is known, why is not
        }
        return new Verdict(
                given.id(),
                given.project(),
                given.artifact(),
                given.version(),
                given.digest(),
                given.environment(),
                given.environmentName(),
                given.verdict(),
                given.asOf(),
                given.endedAt(),
                reasons,
                all - reasons.size(),
                waived);
    }
}
