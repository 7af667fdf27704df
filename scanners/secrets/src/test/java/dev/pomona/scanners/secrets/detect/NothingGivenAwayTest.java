// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.scanners.secrets.proof.TokenMint;
import dev.pomona.scanners.secrets.rule.RulePack;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is said of one secret must not give away it or another.
class NothingGivenAwayTest {

    private final SecretDetector detector = new SecretDetector(RulePack.builtIn(), SecretOptions.DEFAULT);

    private List<Finding> find(String text) {
        return detector.detect(text.getBytes(StandardCharsets.UTF_8), Origin.of("deploy.json"), () -> {})
                .findings();
    }

    private static Detail.Secret secret(Finding finding) {
        return (Detail.Secret) finding.detail();
    }

    @Test
    void aSecretIsNotTheNameOfAnother() {
        List<String> tokens = TokenMint.all("github-checksum", 2);
        List<Finding> findings = find("{\"%s\": \"%s\"}".formatted(tokens.get(0), tokens.get(1)));
        assertThat(findings).hasSize(2);
        assertThat(findings.toString()).doesNotContain(tokens.get(0)).doesNotContain(tokens.get(1));
    }

    @Test
    void whatCouldBeGuessedHasNoDigestUnderTheKeyThatEveryoneKnows() {
        String login = Base64.getEncoder()
                .encodeToString("administrator:Summer2024!-Production".getBytes(StandardCharsets.UTF_8));
        List<Finding> findings = find("Authorization: Basic " + login);
        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(secret(finding).digest()).isNull());
    }

    @Test
    void whatNobodyCanGuessHasOne() {
        List<Finding> findings =
                find("token: " + TokenMint.all("github-checksum", 1).getFirst());
        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(secret(finding).digest()).isNotNull());
    }
}
