// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.syntax.Node;
import java.util.List;

/// What a rule file says, and everything that is wrong with it.
///
/// @param text what was read, for showing where a mistake stands
/// @param problems sorted by place; when there is one, the rules are not to be used
public record RuleFile(String name, String text, List<Entry> entries, List<RuleProblem> problems) {

    public RuleFile {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    public List<SecretRule> rules() {
        return entries.stream().map(Entry::rule).toList();
    }

    /// A rule and the mapping that it was read from.
    public record Entry(SecretRule rule, Node node) {}
}
