// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.store.estate.OwnershipStore.Rule;
import java.util.List;

/// Who answers for a path: the last rule that matches it counts, as in CODEOWNERS.
public final class Owners {

    private Owners() {}

    /// @param rules in the order in which they count
    /// @param path within the project; empty for the project as a whole
    /// @return none when no rule matches, or the last that does says that nobody owns it
    public static List<String> of(List<Rule> rules, String path) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if (CodeOwnersPattern.of(rule.pattern()).matches(path)) return rule.owners();
        }
        return List.of();
    }
}
