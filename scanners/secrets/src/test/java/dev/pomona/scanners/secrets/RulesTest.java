// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.detect.RuleExamples;
import dev.pomona.scanners.secrets.proof.StructuralChecks;
import dev.pomona.scanners.secrets.rule.RuleFile;
import dev.pomona.scanners.secrets.rule.RuleLinter;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.RuleProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Holds Pomona's own rules to what `docs/secret-rules.md` asks of rules.
class RulesTest {

    private static final List<RuleFile> FILES = RuleFiles.all();

    @Test
    void rulesAreWellFormed() {
        assertThat(RuleLinter.lint(FILES, StructuralChecks.names()))
                .extracting(RuleProblem::render)
                .isEmpty();
    }

    @Test
    void rulesAgreeWithTheirExamples() {
        assertThat(RuleExamples.check(FILES)).extracting(RuleProblem::describe).isEmpty();
    }

    @Test
    void eachRuleHasAFileOfItsName() {
        assertThat(FILES)
                .allSatisfy(file -> assertThat(file.rules())
                        .singleElement()
                        .satisfies(rule -> assertThat(rule.id() + ".yaml").isEqualTo(file.name())));
    }

    @Test
    void thePackHasEveryRule() {
        assertThat(RulePack.builtIn().rules())
                .extracting(rule -> rule.id())
                .containsExactlyElementsOf(FILES.stream()
                        .flatMap(file -> file.rules().stream())
                        .map(rule -> rule.id())
                        .sorted()
                        .toList());
    }
}
