// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scan.testkit.ScannerTester;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.RuleProblem;
import dev.pomona.scanners.secrets.rule.RuleReader;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretScannersTest {

    private static final String RULE = """
            id: orchard-token
            provider: Orchard
            category: saas
            summary: Orchard token
            severity: high
            confidence: medium
            keywords: [apple_]
            pattern: '\\b(?<secret>apple_[0-9a-z]{20})\\b'
            revoke: Cut the branch.
            examples: ['apple_¦q8w3e9r2t7y1u6i0p4a5']
            counterexamples: ['apple_pie']
            """;

    private static List<String> problems(String text) {
        return SecretScanners.problems(List.of(RuleReader.read("rule.yaml", text))).stream()
                .map(RuleProblem::describe)
                .toList();
    }

    @Test
    void theStandardScannerHasPomonasRules() {
        var scanner = SecretScanners.standard(SecretOptions.DEFAULT);
        assertThat(scanner.configuration()).contains(RulePack.builtIn().digest());
        SecretRule rule = RuleFiles.rules().stream()
                .filter(candidate -> candidate.proofs().contains("github-checksum"))
                .findFirst()
                .orElseThrow();
        assertThat(new ScannerTester(scanner)
                        .scan("a.txt", rule.examples().getFirst())
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(rule.ruleId()));
    }

    @Test
    void rulesOfAUserStandBesidePomonasAndReplaceThoseOfTheirName() {
        int builtIn = RulePack.builtIn().size();
        assertThat(SecretScanners.rules(List.of(TestRules.APPLE)).size()).isEqualTo(builtIn + 1);
        String known = RulePack.builtIn().rule(0).id();
        RulePack replaced =
                SecretScanners.rules(List.of(TestRules.rule("id: %s\npattern: 'apple_[0-9]{9}'\n".formatted(known))));
        assertThat(replaced.size()).isEqualTo(builtIn);
        assertThat(replaced.rule(0).provider()).isEqualTo("Orchard");
    }

    @Test
    void rulesThatDisagreeWithTheirExamplesAreRefused() {
        assertThat(problems(RULE)).isEmpty();
        assertThat(problems(RULE.replace("apple_pie", "apple_a9s8d7f6g5h4j3k2l1z0")))
                .containsExactly("rule.yaml:11:19: the rule finds a secret in its counterexample");
        assertThat(problems(RULE.replace("apple_¦", "pear_")))
                .containsExactly("rule.yaml:10:12: the rule finds nothing in its example");
        assertThat(problems(RULE.replace("keywords: [apple_]\n", "")))
                .singleElement()
                .asString()
                .contains("keywords");
    }
}
