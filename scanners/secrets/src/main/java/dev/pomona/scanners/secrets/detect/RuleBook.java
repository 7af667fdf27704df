// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.rule.RulePack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The rules of a pack, each compiled when it is first needed: most never are. Safe for several threads.
final class RuleBook {

    private final RulePack pack;
    private final AtomicReferenceArray<CompiledRule> compiled;

    private volatile @Nullable List<CompiledRule> withFiles;

    RuleBook(RulePack pack) {
        this.pack = pack;
        this.compiled = new AtomicReferenceArray<>(pack.size());
    }

    RulePack pack() {
        return pack;
    }

    /// The rules that look into some files only, which are the only ones that look into binary files.
    List<CompiledRule> rulesWithFiles() {
        List<CompiledRule> known = withFiles;
        if (known != null) return known;
        var found = new ArrayList<CompiledRule>();
        for (int number : pack.withFiles()) found.add(rule(number));
        withFiles = found;
        return found;
    }

    CompiledRule rule(int number) {
        CompiledRule known = compiled.get(number);
        if (known != null) return known;
        CompiledRule fresh = CompiledRule.of(number, pack);
        compiled.compareAndSet(number, null, fresh);
        return compiled.get(number);
    }
}
