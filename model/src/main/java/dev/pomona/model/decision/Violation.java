// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.decision;

import dev.pomona.model.finding.Fingerprint;
import java.util.List;

/// One policy rule that was broken, with its reasons.
///
/// @param rule the policy rule's id
/// @param message for the person whose build is refused: the reason
/// @param owner whom to ask for a waiver
/// @param findings the findings that broke it; empty when the rule judges something else, such as completeness
public record Violation(String rule, Level level, String message, String owner, List<Fingerprint> findings) {

    public enum Level {
        /// Reported, the build passes.
        WARN,
        /// The result can't be relied upon: too incomplete, or its data too old.
        INCOMPLETE,
        /// The build is refused.
        DENY
    }

    public Violation {
        findings = findings.stream().sorted().distinct().toList();
    }
}
