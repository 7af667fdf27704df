// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// What each rule may do in one file, all its texts together: where it looks, and how many steps it has left.
final class RuleLimits {

    /// No pattern that is anchored at a rare keyword needs so many steps for each byte of the file.
    private static final int STEPS_EACH_BYTE = 20;

    private final @Nullable Origin origin;
    private final boolean isBinary;
    private final ForeignRules foreign;
    private final long most;
    private final long[] spent;
    private final BitSet known = new BitSet();
    private final BitSet allowed = new BitSet();
    private final BitSet exhausted = new BitSet();
    private boolean isStopped;
    private long all;

    /// @param origin `null` for any, so that no rule is left out for it
    /// @param isBinary whether only rules look that name their files
    RuleLimits(
            int rules,
            @Nullable Origin origin,
            boolean isBinary,
            long size,
            SecretOptions options,
            ForeignRules foreign) {
        this.origin = origin;
        this.isBinary = isBinary;
        this.foreign = foreign;
        this.most = options.steps() + size * STEPS_EACH_BYTE;
        this.spent = new long[rules];
    }

    /// Whether the rule looks into this file, and is not exhausted.
    boolean allows(CompiledRule rule) {
        if (isStopped) return false;
        int number = rule.number();
        if (!known.get(number)) {
            known.set(number);
            boolean mayLook = !isBinary || !rule.files().isEmpty();
            if (mayLook && (origin == null || isAbout(rule, origin))) allowed.set(number);
        }
        return allowed.get(number);
    }

    private boolean isAbout(CompiledRule rule, Origin at) {
        return rule.isAbout(at.path()) && foreign.looksInto(rule.rule().id(), at);
    }

    /// No rule is to look any further.
    void stop() {
        isStopped = true;
    }

    void spend(int rule, long steps) {
        spent[rule] += steps;
        all += steps;
        if (spent[rule] <= most) return;
        exhausted.set(rule);
        allowed.clear(rule);
    }

    /// How many steps all rules have taken.
    long all() {
        return all;
    }

    /// The rules that were given up.
    BitSet exhausted() {
        return exhausted;
    }
}
