// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

import java.util.HashSet;
import java.util.List;

/// Rules that are judged together.
///
/// @param name shown in the decision: the file it came from, or `default`
/// @param heedsMarks whether marks in the scanned files by which their authors allow a finding count as waivers
/// @param heedsWaivers whether the waivers that the scanned repository has count
public record Policy(String name, List<Rule> rules, boolean heedsMarks, boolean heedsWaivers) {

    /// A policy that gives the waivers of a repository their weight.
    public Policy(String name, List<Rule> rules, boolean heedsMarks) {
        this(name, rules, heedsMarks, true);
    }

    public Policy {
        rules = List.copyOf(rules);
        var ids = new HashSet<String>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) throw new IllegalArgumentException("two rules '%s'".formatted(rule.id()));
        }
    }
}
