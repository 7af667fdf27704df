// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.document;

import dev.pomona.policy.Policy;
import java.util.List;

/// What was read of a policy file.
///
/// @param policy the rules that are sound; to be used only when there are no issues
/// @param issues sorted by place; empty when the document is sound
public record PolicyDocument(Policy policy, List<PolicyCase> cases, List<Issue> issues) {

    public PolicyDocument {
        cases = List.copyOf(cases);
        issues = issues.stream().sorted().toList();
    }
}
