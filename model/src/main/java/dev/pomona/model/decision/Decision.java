// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.decision;

import java.util.Comparator;
import java.util.List;

/// What a policy made of a report.
///
/// @param policy the name of the policy: its path, or `default` for the built-in one
/// @param verdict what the exit code says
/// @param violations denials first, then by rule
/// @param waivers every waiver with what it did, in the order of their files
public record Decision(String policy, Verdict verdict, List<Violation> violations, List<AppliedWaiver> waivers) {

    public enum Verdict {
        PASS,
        /// At least one rule denies.
        VIOLATED,
        /// No rule denies, but the result is too incomplete or its data too old for what the policy demands.
        INCOMPLETE
    }

    public Decision {
        violations = violations.stream()
                .sorted(Comparator.comparing(Violation::level)
                        .reversed()
                        .thenComparing(Violation::rule)
                        .thenComparing(Violation::message))
                .toList();
        waivers = List.copyOf(waivers);
    }
}
