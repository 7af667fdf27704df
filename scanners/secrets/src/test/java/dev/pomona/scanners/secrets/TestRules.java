// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import dev.pomona.scanners.secrets.rule.RuleFile;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.RuleReader;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.util.List;

/// Rules for tests, made of the fields that matter in them.
public final class TestRules {

    /// Tokens `apple_` with 24 letters and digits.
    public static final SecretRule APPLE = rule("""
            id: apple-token
            keywords: [apple_]
            pattern: '\\b(?<secret>apple_[0-9A-Za-z]{24})\\b'
            """);

    /// Whatever is given to a password.
    public static final SecretRule PASSWORD = rule("""
            id: password
            category: generic
            keywords: [password]
            value: '[!-~]{8,100}'
            """);

    private TestRules() {}

    /// A rule with these fields, and something sensible for those that are missing.
    public static SecretRule rule(String fields) {
        var text = new StringBuilder(fields);
        addUnless(text, "provider: ", "Orchard");
        addUnless(text, "category: ", "saas");
        addUnless(text, "summary: ", "Orchard token");
        addUnless(text, "severity: ", "high");
        addUnless(text, "confidence: ", "medium");
        addUnless(text, "revoke: ", "Cut the branch.");
        addUnless(text, "keywords: ", "[apple_]");
        RuleFile file = RuleReader.read("test.yaml", text.toString());
        if (!file.problems().isEmpty()) {
            throw new IllegalArgumentException(file.problems().getFirst().render());
        }
        return file.rules().getFirst();
    }

    private static void addUnless(StringBuilder text, String field, String value) {
        boolean isThere = text.indexOf("\n" + field) >= 0 || text.indexOf(field) == 0;
        if (!isThere) text.append(field).append(value).append('\n');
    }

    public static RulePack pack(SecretRule... rules) {
        return RulePack.of(List.of(rules));
    }
}
