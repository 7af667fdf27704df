// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.scanners.secrets.RuleFiles;
import dev.pomona.scanners.secrets.TestRules;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulePackTest {

    private static SecretRule withoutExamples(SecretRule rule) {
        return new SecretRule(
                rule.id(),
                rule.provider(),
                rule.category(),
                rule.summary(),
                rule.severity(),
                rule.confidence(),
                rule.keywords(),
                rule.shape(),
                rule.each(),
                rule.near(),
                rule.files(),
                rule.entropy(),
                rule.quality(),
                rule.allow(),
                rule.proofs(),
                rule.cost(),
                rule.revoke(),
                rule.references(),
                rule.verify(),
                List.of(),
                List.of());
    }

    @Test
    void keepsEverythingButTheExamples() {
        List<SecretRule> rules = RuleFiles.rules();
        assertThat(RulePack.of(rules).rules())
                .containsExactlyInAnyOrderElementsOf(
                        rules.stream().map(RulePackTest::withoutExamples).toList());
    }

    @Test
    void keepsCompiledPatternsOfAllRules() throws IOException {
        RulePack pack = RulePack.builtIn();
        for (int number = 0; number < pack.size(); number++) {
            assertThat(pack.patterns(number).toBytes())
                    .as(pack.rule(number).id())
                    .isEqualTo(RulePatterns.of(pack.rule(number)).toBytes());
        }
        assertThat(pack.withFiles())
                .isNotEmpty()
                .containsExactly(IntStream.range(0, pack.size())
                        .filter(number -> !pack.rule(number).files().isEmpty())
                        .toArray());
    }

    @Test
    void isTheSameWhateverTheOrder() throws IOException {
        assertThat(RulePack.pack(List.of(TestRules.APPLE, TestRules.PASSWORD)))
                .isEqualTo(RulePack.pack(List.of(TestRules.PASSWORD, TestRules.APPLE)));
    }

    @Test
    void hasAnotherDigestWhenARuleChanges() {
        String one = TestRules.pack(TestRules.APPLE).digest();
        assertThat(TestRules.pack(TestRules.PASSWORD).digest()).isNotEqualTo(one);
        assertThat(TestRules.pack(TestRules.APPLE).digest()).isEqualTo(one);
    }

    @Test
    void knowsTheRulesOfAKeyword() {
        RulePack pack = TestRules.pack(
                TestRules.rule("id: b\nkeywords: [apple_, pear_]\npattern: 'apple_b|pear_b'\n"),
                TestRules.rule("id: a\nkeywords: [apple_]\npattern: 'apple_a'\n"));
        assertThat(pack.keywords().size()).isEqualTo(2);
        assertThat(pack.ruleCount(0)).isEqualTo(2);
        assertThat(pack.rule(pack.ruleOf(0, 1)).id()).isEqualTo("b");
        assertThat(pack.ruleCount(1)).isEqualTo(1);
    }

    @Test
    void refusesTwoRulesOfOneId() {
        assertThatThrownBy(() -> TestRules.pack(TestRules.APPLE, TestRules.APPLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apple-token");
    }

    @Test
    void knowsWithWhatSecretsStart() {
        assertThat(LiteralPrefix.of("\\b(?<secret>ghp_[0-9A-Za-z]{36})\\b")).isEqualTo("ghp_");
        assertThat(LiteralPrefix.of("key=(sk-live\\-[0-9a-z]+)")).isEqualTo("sk-live-");
        assertThat(LiteralPrefix.of("[(]?abc(?<secret>xy{2}z)")).isEqualTo("x");
        assertThat(LiteralPrefix.of("(?<secret>aa|ab)")).isEmpty();
        assertThat(LiteralPrefix.of("(?<secret>ab(?:c|d))")).isEqualTo("ab");
        assertThat(LiteralPrefix.of("[0-9a-f]{32}")).isEmpty();
        assertThat(LiteralPrefix.of("AQE[0-9]{5}")).isEqualTo("AQE");
        assertThat(LiteralPrefix.of("(?i)abc")).isEmpty();
        assertThat(LiteralPrefix.of("")).isEmpty();
        assertThat(LiteralPrefix.of("(?<secret>")).isEmpty();
    }

    @Test
    void matchesPaths() {
        assertThat(PathGlob.of("**/.npmrc").matches(".npmrc")).isTrue();
        assertThat(PathGlob.of("**/.npmrc").matches("a/b.jar!/c/.npmrc")).isTrue();
        assertThat(PathGlob.of("**/.npmrc").matches("a/x.npmrc")).isFalse();
        assertThat(PathGlob.of("*.jks").matches("a/b/Key.JKS")).isTrue();
        assertThat(PathGlob.of("*.jks").matches("a.jks/b")).isFalse();
        assertThat(PathGlob.of("conf/*.yml").matches("conf/a.yml")).isTrue();
        assertThat(PathGlob.of("conf/*.yml").matches("conf/a/b.yml")).isFalse();
        assertThat(PathGlob.of("conf/**").matches("conf/a/b.yml")).isTrue();
        assertThat(PathGlob.of("id_{rsa,dsa}?").matches("home/id_rsa1")).isTrue();
        assertThat(PathGlob.of("id_[!a-c]").matches("id_d")).isTrue();
        assertThat(PathGlob.of("id_[!a-c]").matches("id_b")).isFalse();
        assertThat(PathGlob.of("a+b(c).txt").matches("x/a+b(c).txt")).isTrue();
        for (String bad : List.of("[", "{a", "a}")) {
            assertThatThrownBy(() -> PathGlob.of(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
