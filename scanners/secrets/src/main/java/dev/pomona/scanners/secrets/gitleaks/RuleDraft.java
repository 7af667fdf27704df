// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.finding.Confidence;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A rule as one file has it, before it is joined with the rule of the same id in the file that is extended.
///
/// @param where file, line and column, for messages
/// @param regex empty for none
/// @param groups of the regex
/// @param entropy 0 for none
record RuleDraft(
        String where,
        String id,
        String description,
        String regex,
        int groups,
        int secretGroup,
        double entropy,
        List<String> keywords,
        String path,
        List<String> tags,
        List<Allowlist> allowlists,
        boolean silent) {

    private static final String REVOKE =
            "Revoke it where it was issued, and keep the new one out of the files: in a secret store or the environment.";
    private static final String COST = "a rule of the user's own";

    /// What this says counts, what it leaves out is taken from `base`; lists are joined.
    RuleDraft over(RuleDraft base) {
        boolean own = !regex.isEmpty();
        return new RuleDraft(
                where,
                id,
                description.isEmpty() ? base.description : description,
                own ? regex : base.regex,
                own ? groups : base.groups,
                secretGroup == 0 ? base.secretGroup : secretGroup,
                entropy == 0 ? base.entropy : entropy,
                joined(base.keywords, keywords),
                path.isEmpty() ? base.path : path,
                joined(base.tags, tags),
                joined(base.allowlists, allowlists),
                silent || base.silent);
    }

    RuleDraft with(Allowlist allowlist) {
        return new RuleDraft(
                where,
                id,
                description,
                regex,
                groups,
                secretGroup,
                entropy,
                keywords,
                path,
                tags,
                joined(allowlists, List.of(allowlist)),
                silent);
    }

    boolean findsNothing() {
        return regex.isEmpty() && path.isEmpty();
    }

    ForeignRule rule() {
        SecretRule rule = new SecretRule(
                kebabCase(id),
                "Generic",
                "generic",
                description.isEmpty() ? id : description,
                Severity.HIGH,
                Confidence.MEDIUM,
                keywords,
                new SecretRule.Shape.Token(regex),
                null,
                List.of(),
                List.of(),
                // More than it, not as much, is asked there.
                entropy == 0 ? 0 : Math.nextUp(entropy),
                0,
                List.of(),
                List.of(),
                COST,
                REVOKE,
                List.of(),
                null,
                List.of(),
                List.of());
        return new ForeignRule(rule, id, secretGroup, path.isEmpty() ? null : path, regex.isEmpty(), tags, allowlists);
    }

    /// Empty when there is neither letter nor digit in it.
    static String kebabCase(String id) {
        StringBuilder kebab = new StringBuilder();
        for (char c : id.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (plain) kebab.append(c);
            else if (!kebab.isEmpty() && kebab.charAt(kebab.length() - 1) != '-') kebab.append('-');
        }
        int length = kebab.length();
        return length > 0 && kebab.charAt(length - 1) == '-' ? kebab.substring(0, length - 1) : kebab.toString();
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        for (T one : second) {
            if (!all.contains(one)) all.add(one);
        }
        return List.copyOf(all);
    }
}
