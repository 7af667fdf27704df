// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scan.testkit.ScannerTester;
import dev.pomona.scanners.secrets.detect.Detection;
import dev.pomona.scanners.secrets.detect.Origin;
import dev.pomona.scanners.secrets.detect.SecretDetector;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Plants every example of every rule, and looks for what was found in all that comes out.
class NothingLeaksTest {

    private static final SecretDetector DETECTOR =
            new SecretDetector(RulePack.of(RuleFiles.rules()), SecretOptions.DEFAULT);

    /// More than this of a secret, in one piece, would be too much: prefixes are fixed texts and may be longer.
    private static final int PIECE = 8;

    private static List<String> planted() {
        var texts = new ArrayList<String>();
        for (SecretRule rule : RuleFiles.rules()) texts.addAll(rule.examples());
        return texts;
    }

    /// Pieces of the secret that no rule states as a fixed text.
    private static List<String> pieces(String secret, String prefix) {
        var pieces = new ArrayList<String>();
        for (int at = prefix.length(); at + PIECE <= secret.length(); at++) {
            pieces.add(secret.substring(at, at + PIECE));
        }
        return pieces;
    }

    @Test
    void nothingOfASecretIsInWhatIsReported() {
        int secrets = 0;
        for (String text : planted()) {
            Detection detection =
                    DETECTOR.detect(text.getBytes(StandardCharsets.UTF_8), Origin.of("settings.txt"), () -> {});
            String shown = detection + " " + DETECTOR + " " + DETECTOR.configuration();
            String reported = new ScannerTester(new SecretScanner(DETECTOR))
                    .scan("settings.txt", text)
                    .toString();
            for (var found : detection.found()) {
                secrets++;
                String redacted = ((dev.pomona.model.finding.Detail.Secret)
                                found.finding().detail())
                        .redacted();
                String prefix = redacted.substring(0, redacted.indexOf('…'));
                assertThat(prefix.length())
                        .as("prefix of %s", found.rule().id())
                        .isLessThan(found.value().length());
                assertThat(found.value()).startsWith(prefix);
                String constant = found.rule().toString().toLowerCase(Locale.ROOT);
                for (String piece : pieces(found.value(), prefix)) {
                    if (constant.contains(piece.toLowerCase(Locale.ROOT)))
                        continue; // what the rule itself says is no secret
                    assertThat(shown).as(found.rule().id()).doesNotContain(piece);
                    assertThat(reported).as(found.rule().id()).doesNotContain(piece);
                }
            }
        }
        assertThat(secrets).isGreaterThan(300);
    }
}
