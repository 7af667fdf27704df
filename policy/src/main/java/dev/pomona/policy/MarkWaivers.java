// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.decision.Waiver;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.model.finding.Finding;
import java.util.ArrayList;
import java.util.List;

/// Takes the marks in the scanned files for waivers: each is about the one finding that it stands beside.
public final class MarkWaivers {

    private MarkWaivers() {}

    /// In the order of the findings.
    public static List<Waiver> of(List<Finding> findings) {
        var waivers = new ArrayList<Waiver>();
        for (Finding finding : findings) {
            for (AllowMark mark : finding.marks()) waivers.add(waiver(finding, mark));
        }
        return waivers;
    }

    private static Waiver waiver(Finding finding, AllowMark mark) {
        return new Waiver(
                List.of(),
                List.of(finding.fingerprint().hex()),
                List.of(),
                List.of(),
                mark.owner(),
                mark.reason().isEmpty() ? mark.syntax() : mark.reason(),
                mark.until(),
                "%s (%s)".formatted(mark.at(), mark.syntax()));
    }
}
