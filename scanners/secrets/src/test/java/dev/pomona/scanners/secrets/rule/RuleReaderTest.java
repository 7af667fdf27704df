// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.finding.Confidence;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleReaderTest {

    private static final String GOOD = """
            id: orchard-token
            provider: Orchard
            category: saas
            summary: Orchard token
            severity: high
            confidence: medium
            keywords: [Apple_, 'PEAR_']
            pattern: '\\b(?<secret>apple_[0-9a-z]{20})\\b'
            near: [Orchard]
            files: ['**/*.conf', '*.{env,txt}']
            entropy: 3.2
            quality: 0.5
            allow: ['apple_dum¦my']
            proof: uuid-v4 luhn
            revoke: Cut the branch.
            references: [https://example.org/]
            verify:
              method: GET
              url: https://orchard.example.org/v1/me?key={{secret}}
              headers: {Authorization: 'Basic {{basic:secret:}}'}
              live: {status: [200], contains: tree}
              dead: {status: [401, 403]}
            examples: ['apple_¦0123456789abcdefghij']
            counterexamples: ['apple_pie']
            """;

    private static List<String> problems(String text) {
        return RuleReader.read("rule.yaml", text).problems().stream()
                .map(RuleProblem::describe)
                .toList();
    }

    @Test
    void readsEveryField() {
        RuleFile file = RuleReader.read("rule.yaml", GOOD);
        assertThat(file.problems()).isEmpty();
        SecretRule rule = file.rules().getFirst();
        assertThat(rule.ruleId()).hasToString("secret-orchard-token");
        assertThat(rule.severity()).isEqualTo(Severity.HIGH);
        assertThat(rule.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(rule.keywords()).containsExactly("apple_", "pear_");
        assertThat(rule.shape()).isEqualTo(new SecretRule.Shape.Token("\\b(?<secret>apple_[0-9a-z]{20})\\b"));
        assertThat(rule.near()).containsExactly("orchard");
        assertThat(rule.files()).containsExactly("**/*.conf", "*.{env,txt}");
        assertThat(rule.entropy()).isEqualTo(3.2);
        assertThat(rule.quality()).isEqualTo(0.5);
        assertThat(rule.allow()).containsExactly("apple_dummy");
        assertThat(rule.proofs()).containsExactly("uuid-v4", "luhn");
        assertThat(rule.examples()).containsExactly("apple_0123456789abcdefghij");
        assertThat(rule.verify()).isNotNull().satisfies(verify -> {
            assertThat(verify.headers()).containsEntry("Authorization", "Basic {{basic:secret:}}");
            assertThat(verify.live()).isEqualTo(new Verify.Answer(List.of(200), "tree"));
            assertThat(verify.dead().status()).containsExactly(401, 403);
        });
    }

    @Test
    void readsSeveralRules() {
        String indented = GOOD.indent(4).strip();
        String two = "rules:\n  - " + indented + "\n  - " + indented.replace("orchard-token", "other-token") + "\n";
        assertThat(RuleReader.read("rules.yaml", two).rules())
                .extracting(SecretRule::id)
                .containsExactly("orchard-token", "other-token");
    }

    @Test
    void readsAssignedValues() {
        String text = GOOD.replaceAll("(?m)^(pattern|near):.*\n", "") + "value: '[0-9a-f]{32}'\nname: key|token\n";
        assertThat(RuleReader.read("rule.yaml", text.replaceAll("(?s)verify:.*?(?=examples)", ""))
                        .rules())
                .singleElement()
                .satisfies(rule ->
                        assertThat(rule.shape()).isEqualTo(new SecretRule.Shape.Assigned("[0-9a-f]{32}", "key|token")));
    }

    @Test
    void collectsAllMistakesWithTheirPlaces() {
        String bad = GOOD.replace("severity: high", "severity: terrible")
                .replace("entropy: 3.2", "entropy: nine")
                .replace("keywords: [Apple_, 'PEAR_']", "keywords: 4711")
                .replace("near:", "nearby:");
        assertThat(problems(bad))
                .containsExactly(
                        "rule.yaml:5:11: 'severity' is one of critical, high, medium, low, but got 'terrible'",
                        "rule.yaml:7:11: 'keywords' is a list of texts",
                        "rule.yaml:9:1: unknown field 'nearby'; known are allow, category, confidence, cost,"
                                + " counterexamples, each, entropy, examples, files, id, keywords, name, near, pattern, proof,"
                                + " provider, quality, references, revoke, severity, summary, value, verify",
                        "rule.yaml:11:10: 'entropy' is a number from 0 to 8");
    }

    @Test
    void showsWhereAPatternIsWrong() {
        String bad = GOOD.replace("{20})\\b", "{20}\\b");
        RuleProblem problem = RuleReader.read("rule.yaml", bad).problems().getFirst();
        assertThat(problem.line()).isEqualTo(8);
        assertThat(problem.render().lines().toList())
                .hasSize(3)
                .last()
                .asString()
                .contains("^");
        String unclosed = GOOD.replace("apple_[0-9a-z]", "apple_[0-9a-z");
        assertThat(problems(unclosed)).first().asString().startsWith("rule.yaml:8:");
    }

    @Test
    void refusesAddressesWhoseHostMayChange() {
        assertThat(problems(GOOD.replace("https://orchard.example.org", "https://{{secret}}.example.org")))
                .singleElement()
                .asString()
                .contains("whose host is constant");
        assertThat(problems(GOOD.replace("https://orchard", "http://orchard")))
                .singleElement()
                .asString()
                .contains("https");
        assertThat(problems(GOOD.replace("{{secret}}", "{{nothing}}")))
                .singleElement()
                .asString()
                .contains("no group 'nothing'");
    }

    @Test
    void refusesBadGlobs() {
        assertThat(problems(GOOD.replace("'*.{env,txt}'", "'*.{env'")))
                .containsExactly("rule.yaml:10:22: the glob '*.{env' does not close a brace");
    }

    @Test
    void refusesWhatIsNoRule() {
        assertThat(problems("")).isNotEmpty();
        assertThat(problems("- a\n- b")).isNotEmpty();
        assertThat(problems("a: [")).isNotEmpty();
        assertThat(problems("rules: []")).isNotEmpty();
        assertThat(problems(GOOD + "value: x\n")).first().asString().contains("either 'pattern' or 'value'");
        assertThat(problems(GOOD.replaceAll("(?m)^id:.*", "id: Not Kebab")))
                .first()
                .asString()
                .contains("kebab case");
    }

    @Test
    void neverThrows() {
        var random = new Random(77);
        String alphabet = "[]{}:'\"-¦#\n (?<>|*&!%\\";
        for (int round = 0; round < 3_000; round++) {
            var text = new StringBuilder(GOOD);
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.insert(random.nextInt(text.length()), alphabet.charAt(random.nextInt(alphabet.length())));
                if (random.nextBoolean()) text.deleteCharAt(random.nextInt(text.length()));
            }
            RuleFile file = RuleReader.read("rule.yaml", text.toString());
            file.problems().forEach(problem -> assertThat(problem.render()).startsWith("rule.yaml:"));
        }
    }
}
