// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.decision;

import dev.pomona.model.finding.Fingerprint;
import java.util.List;

/// A waiver and what it did in one decision.
///
/// @param state `EXPIRED`: it would have covered the findings but its last day has passed, so they count again;
///     `REFUSED`: the policy does not let a repository waive them
/// @param findings what it covers or would have covered; empty for an unused one
public record AppliedWaiver(Waiver waiver, State state, List<Fingerprint> findings) {

    public enum State {
        ACTIVE,
        EXPIRED,
        UNUSED,
        REFUSED
    }

    public AppliedWaiver {
        findings = findings.stream().sorted().distinct().toList();
    }
}
