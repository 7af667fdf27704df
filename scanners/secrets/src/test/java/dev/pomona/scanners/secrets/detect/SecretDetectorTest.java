// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static dev.pomona.scanners.secrets.detect.Detecting.OTHER;
import static dev.pomona.scanners.secrets.detect.Detecting.TOKEN;
import static dev.pomona.scanners.secrets.detect.Detecting.detect;
import static dev.pomona.scanners.secrets.detect.Detecting.detector;
import static dev.pomona.scanners.secrets.detect.Detecting.packed;
import static dev.pomona.scanners.secrets.detect.Detecting.places;
import static dev.pomona.scanners.secrets.detect.Detecting.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Proof;
import dev.pomona.scanners.secrets.RuleFiles;
import dev.pomona.scanners.secrets.TestRules;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretDetectorTest {

    @Test
    void tellsWhatWhereAndWhy() {
        Detection detection = detect("\n  key = \"" + TOKEN + "\"\n");
        assertThat(detection.gaps()).isEmpty();
        Finding finding = detection.findings().getFirst();
        assertThat(finding.rule()).hasToString("secret-apple-token");
        assertThat(finding.locations()).singleElement().satisfies(location -> {
            assertThat(location.path()).isEqualTo("conf/app.txt");
            assertThat(location.region()).hasToString("Region[startLine=2, startColumn=10, endLine=2, endColumn=40]");
        });
        assertThat(finding.message())
                .isEqualTo("Orchard token in 'key': if it is in force, whoever can read this can use it");
        assertThat(secret(finding).redacted()).isEqualTo("apple_… (30 characters)");
        assertThat(secret(finding).proof()).isEqualTo(Proof.PLAUSIBLE);
        assertThat(secret(finding).name()).isEqualTo("key");
        assertThat(secret(finding).remedy()).isEqualTo("Cut the branch.");
        assertThat(secret(finding).digest()).hasSize(32);
        assertThat(detection.found().getFirst().value()).isEqualTo(TOKEN);
    }

    @Test
    void columnsCountUtf16Units() {
        assertThat(places(detect("🍎 ä " + TOKEN))).containsExactly("conf/app.txt:1:6");
        byte[] latin = ("ä ö " + TOKEN).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(places(detector(TestRules.APPLE).detect(latin, Origin.of("a"), () -> {})))
                .containsExactly("a:1:5");
        assertThat(places(detect("\ufeff" + TOKEN))).containsExactly("conf/app.txt:1:1");
        assertThat(places(detect("a\r\nb " + TOKEN))).containsExactly("conf/app.txt:2:3");
    }

    @Test
    void readsWideTexts() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String mark : List.of("", "\ufeff")) {
                byte[] wide = (mark + "first line\nkey = 'ö " + TOKEN + "'\n").getBytes(charset);
                assertThat(places(detector(TestRules.APPLE).detect(wide, Origin.of("a"), () -> {})))
                        .as("%s %s", charset, mark)
                        .containsExactly("a:2:10");
            }
        }
    }

    @Test
    void passesOverBinaryFilesUnlessARuleNamesThem() {
        byte[] binary = (TOKEN + "\0\1\2\3\4\5\6\7".repeat(20)).getBytes(StandardCharsets.ISO_8859_1);
        Detection detection = detector(TestRules.APPLE).detect(binary, Origin.of("key.store"), () -> {});
        assertThat(detection.findings()).isEmpty();
        assertThat(detection.gaps()).isEmpty();
        SecretRule store = TestRules.rule("id: store\nfiles: ['*.store']\npattern: 'apple_[0-9A-Za-z]{24}'\n");
        assertThat(detector(store)
                        .detect(binary, Origin.of("key.store"), () -> {})
                        .findings())
                .hasSize(1);
        assertThat(detector(store)
                        .detect(binary, Origin.of("key.other"), () -> {})
                        .findings())
                .isEmpty();
    }

    @Test
    void reportsWhatLooksMadeUpWithTheWeakestProof() {
        var detector = detector(TestRules.rule("""
                id: apple-token
                confidence: high
                entropy: 3
                pattern: '\\bapple_[0-9A-Za-z]{24}\\b'
                """));
        Finding finding = detect(detector, "apple_" + "Q".repeat(24)).findings().getFirst();
        assertThat(secret(finding).proof()).isEqualTo(Proof.GENERIC);
        assertThat(secret(finding).proofReason()).isEqualTo("it looks made up: its characters repeat too much");
        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(detect(detector, "apple_" + "x".repeat(24)).findings()).isEmpty();
        assertThat(secret(detect("apple_" + "0123456789abcdefghijklmn")
                                .findings()
                                .getFirst())
                        .proofReason())
                .isEqualTo("it looks made up: a sequence of characters");
        assertThat(detect("apple_" + "your_token_here_please_x").findings()).isEmpty();
    }

    @Test
    void takesNothingThatABrokenBarIsIn() {
        String broken = TOKEN.substring(0, 15) + "¦" + TOKEN.substring(15);
        assertThat(detect("key = " + broken + " password = '" + broken + "'").findings())
                .isEmpty();
        assertThat(detect("key = " + TOKEN + "¦rest").findings()).isEmpty();
        assertThat(detect("key = ¦" + TOKEN).findings()).isEmpty();
    }

    @Test
    void findsEachOfSeveralInWhatThePatternFinds() {
        var detector = detector(TestRules.rule("""
                id: basket
                keywords: ['basket:']
                pattern: 'basket:\\n(?<secret>(?:[ ]+[^\\n]*\\n){1,20})'
                each: 'apple=(?<secret>[0-9A-Za-z]{24})'
                """));
        String first = TOKEN.substring(6);
        String second = OTHER.substring(6);
        assertThat(places(detect(
                        detector, "basket:\n  apple=" + first + "\n  pear=x\n  apple=" + second + "\napple=" + first)))
                .containsExactly("conf/app.txt:2:9", "conf/app.txt:4:9");
        assertThat(detect(detector, "basket:\n  pear=x\n").findings()).isEmpty();
    }

    @Test
    void provesWhatCanBeProvedAndDropsWhatIsRefuted() {
        SecretRule github = RuleFiles.rules().stream()
                .filter(rule -> rule.proofs().contains("github-checksum"))
                .findFirst()
                .orElseThrow();
        String good = github.examples().getFirst();
        Detection detection = detect(detector(github), good);
        assertThat(detection.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
            assertThat(secret(finding).proof()).isEqualTo(Proof.PROVEN);
            assertThat(secret(finding).proofReason()).contains("checksum");
        });
        String value = detection.found().getFirst().value();
        String bad = value.substring(0, value.length() - 1) + (value.endsWith("0") ? "1" : "0");
        Detection refuted = detect(detector(github), good.replace(value, bad));
        assertThat(refuted.findings()).isEmpty();
        assertThat(refuted.suppressed()).isEqualTo(1);
        assertThat(refuted.suppressions().getFirst().at())
                .isEqualTo(detection.findings().getFirst().locations().getFirst());
    }

    @Test
    void asksForWhatTheRuleAsksFor() {
        SecretRule near = TestRules.rule("id: a\npattern: 'apple_[0-9A-Za-z]{24}'\nnear: [orchard]\n");
        assertThat(detect(detector(near), TOKEN).findings()).isEmpty();
        assertThat(detect(detector(near), "OrchArd: " + TOKEN).findings()).hasSize(1);
        assertThat(detect(detector(near), "orchard" + " ".repeat(300) + TOKEN).findings())
                .isEmpty();
        SecretRule entropy = TestRules.rule("id: a\npattern: 'apple_(?<secret>[0-9A-Za-z]{24})'\nentropy: 3\n");
        assertThat(detect(detector(entropy), "apple_" + "aabb".repeat(6)).findings())
                .isEmpty();
        assertThat(detect(detector(entropy), TOKEN).findings()).hasSize(1);
        SecretRule allow = TestRules.rule("id: a\npattern: 'apple_[0-9A-Za-z]{24}'\nallow: ['^apple_Zq7']\n");
        assertThat(detect(detector(allow), TOKEN + " " + OTHER).findings()).hasSize(1);
        SecretRule files = TestRules.rule("id: a\npattern: 'apple_[0-9A-Za-z]{24}'\nfiles: ['*.env']\n");
        assertThat(detect(detector(files), TOKEN).findings()).isEmpty();
        assertThat(detector(files)
                        .detect(TOKEN.getBytes(StandardCharsets.UTF_8), Origin.of("x/a.env"), () -> {})
                        .findings())
                .hasSize(1);
    }

    @Test
    void findsTheNameAroundAToken() {
        SecretDetector detector = detector(TestRules.APPLE);
        for (String text : List.of(
                "GH_TOKEN=" + TOKEN,
                "export GH_TOKEN='" + TOKEN + "'",
                "{\"GH_TOKEN\": \"" + TOKEN + "\"}",
                "GH_TOKEN: Bearer " + TOKEN)) {
            assertThat(secret(detect(detector, text).findings().getFirst()).name())
                    .as(text)
                    .isEqualTo("GH_TOKEN");
        }
        assertThat(secret(detect(detector, "nothing but a token here: see " + TOKEN)
                                .findings()
                                .getFirst())
                        .name())
                .isNull();
    }

    @Test
    void doesNotDependOnWhatWasLookedAtBefore() {
        SecretDetector detector = detector(TestRules.APPLE, TestRules.PASSWORD);
        String text = TOKEN + "\npassword = 'gh7#kQ2!vZ9x'\n" + packed(OTHER);
        String expected = detect(detector, text).toString();
        detect(detector, "x".repeat(500) + text + text);
        assertThat(detect(detector, text)).hasToString(expected);
    }
}
