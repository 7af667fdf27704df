// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import dev.pomona.model.decision.Violation;

/// One rule of a policy.
///
/// @param id in kebab case, unique in the policy
/// @param message why it is refused, for the person whose build it is
/// @param owner whom to ask; never empty
/// @param condition true where the rule is broken
/// @param heedsWaivers whether the scanned repository may waive a finding that breaks it. If not, neither its waivers
///     nor marks in its files count for such a finding, in this rule or any other
public record Rule(
        String id,
        Subject subject,
        Violation.Level level,
        String message,
        String owner,
        Condition condition,
        boolean heedsWaivers) {

    /// A rule whose findings a repository may waive.
    public Rule(String id, Subject subject, Violation.Level level, String message, String owner, Condition condition) {
        this(id, subject, level, message, owner, condition, true);
    }

    /// A condition over facts.
    @FunctionalInterface
    public interface Condition {

        /// @throws PolicyException when it can't be evaluated, e.g. a division by zero
        boolean holds(Facts facts);
    }
}
