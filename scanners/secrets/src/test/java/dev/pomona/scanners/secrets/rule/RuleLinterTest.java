// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleLinterTest {

    private static final String GOOD = """
            id: orchard-token
            provider: Orchard
            category: saas
            summary: Orchard token
            severity: high
            confidence: medium
            keywords: [apple_]
            pattern: '\\b(?<secret>apple_[0-9a-z]{20})\\b'
            revoke: Cut the branch.
            examples: ['apple_¦0123456789abcdefghij']
            counterexamples: ['apple_pie']
            """;

    private static List<String> lint(String... texts) {
        var files = new java.util.ArrayList<RuleFile>();
        for (String text : texts) files.add(RuleReader.read("rule%d.yaml".formatted(files.size()), text));
        return RuleLinter.lint(files, Set.of("luhn")).stream()
                .map(RuleProblem::describe)
                .toList();
    }

    @Test
    void acceptsAGoodRule() {
        assertThat(lint(GOOD)).isEmpty();
    }

    @Test
    void refusesTwoRulesOfOneId() {
        assertThat(lint(GOOD, GOOD))
                .containsExactly("rule1.yaml:1:5: there is a rule 'orchard-token' in rule0.yaml already");
    }

    @Test
    void refusesShortKeywordsWithoutAReason() {
        String brief = GOOD.replace("[apple_]", "[app]");
        assertThat(lint(brief))
                .containsExactly(
                        "rule0.yaml:7:11: the keyword 'app' has fewer than 4 bytes; 'cost' says why it is worth it");
        assertThat(lint(brief + "cost: There is no longer one.\n")).isEmpty();
        assertThat(lint(GOOD.replace("[apple_]", "[a]") + "cost: Why not.\n")).isNotEmpty();
    }

    @Test
    void refusesPatternsThatCanNotBeAnchored() {
        assertThat(lint(GOOD.replace("[apple_]", "[pear_]")))
                .singleElement()
                .asString()
                .startsWith("rule0.yaml:8:")
                .contains("can't be anchored");
        assertThat(lint(GOOD.replace("\\b(?<secret>", ".*(?<secret>")))
                .singleElement()
                .asString()
                .contains("can't be anchored");
        assertThat(lint(GOOD.replace("\\b(?<secret>", ".*(?<secret>") + "cost: It is worth it.\n"))
                .isEmpty();
    }

    @Test
    void refusesAmbiguousGroups() {
        assertThat(lint(GOOD.replace("(?<secret>apple_[0-9a-z]{20})", "(apple_)([0-9a-z]{20})")))
                .singleElement()
                .asString()
                .contains("several groups");
    }

    @Test
    void refusesPatternsOnWhichOthersHang() {
        assertThat(lint(GOOD.replace("[0-9a-z]{20}", "(?:[0-9a-z]+)*x")))
                .singleElement()
                .asString()
                .startsWith("rule0.yaml:8:");
    }

    @Test
    void refusesMissingExamplesAndUnknownChecks() {
        assertThat(lint(GOOD.replaceAll("(?m)^examples.*\n", "")))
                .singleElement()
                .asString()
                .contains("'examples'");
        assertThat(lint(GOOD.replaceAll("(?m)^counterexamples.*\n", "")))
                .singleElement()
                .asString()
                .contains("'counterexamples'");
        assertThat(lint(GOOD + "proof: luhn magic\n"))
                .containsExactly("rule0.yaml:12:8: there is no check 'magic'; there are luhn");
    }

    @Test
    void refusesRulesThatLookEverywhereForNothing() {
        String keywordless = GOOD.replaceAll("(?m)^keywords.*\n", "");
        assertThat(lint(keywordless)).singleElement().asString().contains("'keywords' is missing");
        assertThat(lint(keywordless + "files: ['*.jks']\ncost: Few files have this name.\n"))
                .isEmpty();
    }
}
