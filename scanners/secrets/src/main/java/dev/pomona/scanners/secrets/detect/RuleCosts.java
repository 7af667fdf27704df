// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.rule.RulePack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How much time each rule takes, for those who want to know; for one thread.
public final class RuleCosts {

    private final RulePack rules;
    private final long[] nanos;
    private final long[] looks;

    public RuleCosts(RulePack rules) {
        this.rules = rules;
        this.nanos = new long[rules.size()];
        this.looks = new long[rules.size()];
    }

    void add(int rule, long time) {
        nanos[rule] += time;
        looks[rule]++;
    }

    /// @param nanos all its looks together
    /// @param looks how often it looked at a place
    public record Cost(String rule, long nanos, long looks) {}

    /// The dearest first.
    public List<Cost> dearest(int most) {
        var costs = new ArrayList<Cost>();
        for (int i = 0; i < nanos.length; i++) costs.add(new Cost(rules.rule(i).id(), nanos[i], looks[i]));
        return costs.stream()
                .sorted(Comparator.comparingLong(Cost::nanos).reversed().thenComparing(Cost::rule))
                .limit(most)
                .toList();
    }
}
