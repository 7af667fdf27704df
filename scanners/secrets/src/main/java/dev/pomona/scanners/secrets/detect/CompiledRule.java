// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.proof.StructuralCheck;
import dev.pomona.scanners.secrets.proof.StructuralChecks;
import dev.pomona.scanners.secrets.regex.Regex;
import dev.pomona.scanners.secrets.rule.PathGlob;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.RulePatterns;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule whose patterns are compiled. Immutable, safe for several threads.
///
/// @param number its place in the pack
/// @param prefix with which each of its secrets starts; empty when they have none
/// @param regex what the secret looks like, with what must be around it; for an assigned value, the value
/// @param name what must be found in the name; `null` when a keyword is enough, and for tokens
/// @param each what each secret looks like in what the pattern finds; `null` when there is one
/// @param secretGroup the group that is the secret; 0 for the whole match
/// @param namedGroups their numbers
/// @param maxBefore how many bytes of a match stand before its first keyword, at most; -1 when it can't be said
record CompiledRule(
        int number,
        SecretRule rule,
        String prefix,
        Regex regex,
        @Nullable Regex name,
        @Nullable Regex each,
        int secretGroup,
        Map<String, Integer> namedGroups,
        int maxBefore,
        List<Regex> allow,
        List<PathGlob> files,
        List<byte[]> near,
        List<StructuralCheck> checks) {

    static CompiledRule of(int number, RulePack pack) {
        SecretRule rule = pack.rule(number);
        RulePatterns patterns = pack.patterns(number);
        Map<String, Integer> groups = patterns.main().groupNames();
        int secret = groups.getOrDefault("secret", patterns.main().groupCount() > 0 ? 1 : 0);
        return new CompiledRule(
                number,
                rule,
                pack.prefix(number),
                patterns.main(),
                patterns.name(),
                patterns.each(),
                secret,
                groups,
                pack.maxBefore(number),
                patterns.allow(),
                patterns.files(),
                rule.near().stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                checks(rule));
    }

    private static List<StructuralCheck> checks(SecretRule rule) {
        var checks = new ArrayList<StructuralCheck>();
        for (String proof : rule.proofs()) {
            StructuralChecks.find(proof).ifPresent(checks::add);
        }
        return checks;
    }

    boolean isAssigned() {
        return rule.shape() instanceof SecretRule.Shape.Assigned;
    }

    /// Whether nothing but the name tells its secrets, or how they are written.
    boolean isByNameAlone() {
        return rule.category().equals("generic");
    }

    boolean isAbout(String path) {
        return files.isEmpty() || files.stream().anyMatch(glob -> glob.matches(path));
    }
}
