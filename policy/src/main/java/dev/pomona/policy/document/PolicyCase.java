// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.document;

import dev.pomona.model.decision.Violation;
import dev.pomona.policy.Rule;
import dev.pomona.policy.cel.CaseValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One case of a policy's own table: given these facts, exactly these rules are broken.
///
/// @param expected by rule id; rules not named must hold
/// @param line of the case in its document, counted from 1
public record PolicyCase(String name, CaseValues given, Map<String, Violation.Level> expected, int line) {

    public PolicyCase {
        expected = new TreeMap<>(expected);
    }

    /// Where the rules do something else than expected, in words; empty when the case passes.
    ///
    /// @throws dev.pomona.policy.PolicyException when a rule can't be evaluated on the given facts
    public List<String> run(Collection<Rule> rules) {
        var actual = new TreeMap<String, Violation.Level>();
        for (Rule rule : rules) {
            if (given.breaks(rule)) actual.put(rule.id(), rule.level());
        }
        var names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        var differences = new ArrayList<String>();
        for (String id : names) {
            Violation.Level wanted = expected.get(id);
            Violation.Level got = actual.get(id);
            if (wanted != got) {
                differences.add("%s: expected %s, got %s".formatted(id, word(wanted), word(got)));
            }
        }
        return differences;
    }

    private static String word(Violation.@Nullable Level level) {
        return level == null ? "nothing" : PolicyReader.word(level);
    }
}
