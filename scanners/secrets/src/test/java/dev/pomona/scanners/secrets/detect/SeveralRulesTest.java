// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static dev.pomona.scanners.secrets.detect.Detecting.OTHER;
import static dev.pomona.scanners.secrets.detect.Detecting.TOKEN;
import static dev.pomona.scanners.secrets.detect.Detecting.detect;
import static dev.pomona.scanners.secrets.detect.Detecting.detector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.TestRules;
import dev.pomona.scanners.secrets.rule.SecretRule;
import org.junit.jupiter.api.Test;

/// What is reported where several rules see the same.
class SeveralRulesTest {

    @Test
    void rulesThatGoByNamesAloneDoNotSayWhatAnotherKnowsToBeNone() {
        SecretRule apple = TestRules.rule("""
                id: apple-token
                allow: ['^apple_Zq7']
                pattern: '\\bapple_[0-9A-Za-z]{24}\\b'
                """);
        var detector = detector(apple, TestRules.PASSWORD);
        assertThat(detect(detector, "password = '" + TOKEN + "'").findings()).isEmpty();
        assertThat(detect(detector, "password = '" + OTHER + "'").findings()).hasSize(1);
        SecretRule key = TestRules.rule("""
                id: apple-key
                allow: ['^Zq7']
                keywords: [password]
                value: '[0-9A-Za-z]{8,100}'
                """);
        assertThat(detect(detector(key, TestRules.PASSWORD), "password = '" + TOKEN.substring(6) + "'")
                        .findings())
                .as("it may be a secret of another issuer")
                .hasSize(1);
    }

    @Test
    void prefersAnIssuersRuleToAnybodysAndTheSurerOne() {
        SecretRule anybodys = TestRules.rule("""
                id: a-longer
                provider: Generic
                category: configuration
                confidence: high
                pattern: '\\bapple_[0-9A-Za-z]{24}\\b;?'
                """);
        assertThat(detect(detector(anybodys, TestRules.APPLE), TOKEN + ";").findings())
                .singleElement()
                .extracting(finding -> finding.rule().value())
                .isEqualTo("secret-apple-token");
        SecretRule surer = TestRules.rule("id: z-surer\nconfidence: high\npattern: 'apple_[0-9A-Za-z]{20}'\n");
        assertThat(detect(detector(TestRules.APPLE, surer), TOKEN).findings())
                .singleElement()
                .extracting(finding -> finding.rule().value())
                .isEqualTo("secret-z-surer");
    }

    @Test
    void keepsTheMostSpecificOfSeveralRules() {
        assertThat(detect("password = \"" + TOKEN + "\"").findings())
                .singleElement()
                .extracting(finding -> finding.rule().value())
                .isEqualTo("secret-apple-token");
    }

    @Test
    void prefersTheRuleThatKnowsTheIssuer() {
        SecretRule anyone = TestRules.rule("""
                id: a-line
                provider: Generic
                keywords: [apple_]
                pattern: 'key = (?<secret>apple_[0-9A-Za-z]{24} more)'
                """);
        assertThat(detect(detector(anyone, TestRules.APPLE), "key = " + TOKEN + " more")
                        .findings())
                .singleElement()
                .extracting(finding -> finding.rule().value())
                .isEqualTo("secret-apple-token");
    }
}
