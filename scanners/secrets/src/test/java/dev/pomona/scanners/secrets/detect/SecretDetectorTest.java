// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.Confidence;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.report.Gap;
import dev.pomona.scanners.secrets.RuleFiles;
import dev.pomona.scanners.secrets.TestRules;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SecretDetectorTest {

    private static final String TOKEN = "apple_" + "Zq7Xv2Lk9Rt4Wp1Ns8Hd3Fj6";
    private static final String OTHER = "apple_" + "Kd81mZx0QwBv73TyLp5RcN2s";

    private static SecretDetector detector(SecretRule... rules) {
        return new SecretDetector(TestRules.pack(rules), SecretOptions.DEFAULT);
    }

    private static Detection detect(SecretDetector detector, String text) {
        return detector.detect(text.getBytes(StandardCharsets.UTF_8), Origin.of("conf/app.txt"), () -> {});
    }

    private static Detection detect(String text) {
        return detect(detector(TestRules.APPLE, TestRules.PASSWORD), text);
    }

    private static Detail.Secret secret(Finding finding) {
        return (Detail.Secret) finding.detail();
    }

    private static List<String> places(Detection detection) {
        return detection.findings().stream()
                .flatMap(finding -> finding.locations().stream())
                .map(Location::toString)
                .toList();
    }

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
    void showsAtMostTheIssuersPrefix() {
        Detection detection = detect("password = 'gh7#kQ2!vZ9x'\n");
        Detail.Secret secret = secret(detection.findings().getFirst());
        assertThat(secret.redacted()).isEqualTo("… (12 characters)");
        assertThat(secret.proof()).isEqualTo(Proof.GENERIC);
        assertThat(secret.digest()).isNull();
        assertThat(detection.toString()).doesNotContain("kQ2").doesNotContain("gh7");
    }

    @Test
    void makesDigestsOfGuessableValuesUnderOnesOwnKeyOnly() {
        var own = SecretOptions.DEFAULT.withDigestKey(DigestKey.own(new byte[] {1, 2, 3}));
        var detector = new SecretDetector(TestRules.pack(TestRules.PASSWORD), own);
        assertThat(secret(detect(detector, "password = 'gh7#kQ2!vZ9x'")
                                .findings()
                                .getFirst())
                        .digest())
                .matches("[0-9a-f]{32}");
        assertThat(detector.configuration())
                .isNotEqualTo(detector(TestRules.PASSWORD).configuration());
        assertThat(own.toString()).doesNotContain("1, 2, 3");
    }

    @Test
    void keysMakeDifferentDigests() {
        byte[] value = TOKEN.getBytes(StandardCharsets.UTF_8);
        assertThat(DigestKey.published().digest(value))
                .isEqualTo(DigestKey.published().digest(value))
                .isNotEqualTo(DigestKey.own(new byte[100]).digest(value));
        // RFC 4231, test case 2, first 128 bits
        assertThat(DigestKey.own("Jefe".getBytes(StandardCharsets.US_ASCII))
                        .digest("what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c7");
        // RFC 4231, test case 6: a key longer than a block
        byte[] longKey = new byte[131];
        java.util.Arrays.fill(longKey, (byte) 0xaa);
        assertThat(DigestKey.own(longKey)
                        .digest("Test Using Larger Than Block-Size Key - Hash Key First"
                                .getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f");
    }

    @Test
    void fingerprintsSurviveMovedLines() {
        String text = "password = 'gh7#kQ2!vZ9x'\nkey = " + TOKEN + "\npassword = 'Tr0ub4dor&3x'\n";
        var before = detect(text).findings().stream().map(Finding::fingerprint).toList();
        var after = detect("# a new line\n\n" + text.replace("\n", "\n\n")).findings().stream()
                .map(Finding::fingerprint)
                .toList();
        assertThat(after).isEqualTo(before).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void guessableSecretsKeepTheirFingerprintsWhenOthersComeBeforeThem() {
        String text = "one:\n  password: 'gh7#kQ2!vZ9x'\ntwo:\n  password: 'Tr0ub4dor&3x'\n";
        var before = detect(text).findings().stream().map(Finding::fingerprint).toList();
        var after = detect("zero:\n  password: 'pQ9!mX4#tB7w'\n" + text).findings().stream()
                .map(Finding::fingerprint)
                .toList();
        assertThat(before).hasSize(2).doesNotHaveDuplicates();
        assertThat(after).hasSize(3).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void reportsOneSecretOnceWithAllItsPlaces() {
        Detection detection = detect("a = " + TOKEN + "\nb = " + OTHER + "\nc = " + TOKEN + "\n");
        assertThat(detection.findings()).hasSize(2);
        assertThat(detection.findings().getFirst().locations())
                .extracting(Location::toString)
                .containsExactly("conf/app.txt:1:5", "conf/app.txt:3:5");
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
    void looksIntoLayers() {
        String inner = "{\"key\":\"" + TOKEN + "\"}";
        String once = Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8));
        String twice = Base64.getEncoder().encodeToString(("data: " + once).getBytes(StandardCharsets.UTF_8));
        Detection detection = detect("line\n  v = " + twice + "\n");
        assertThat(detection.findings()).singleElement().satisfies(finding -> {
            assertThat(secret(finding).layers()).containsExactly("base64", "base64");
            assertThat(finding.locations().getFirst().region())
                    .hasToString("Region[startLine=2, startColumn=7, endLine=2, endColumn=%d]"
                            .formatted(7 + twice.length()));
            assertThat(finding.message()).contains("packed as base64 in base64");
        });
        var shallow = new SecretDetector(TestRules.pack(TestRules.APPLE), SecretOptions.DEFAULT.withDecodeDepth(1));
        assertThat(detect(shallow, twice).findings()).isEmpty();
    }

    @Test
    void keepsSeveralSecretsOfOneStretchApart() {
        String packed = Base64.getEncoder().encodeToString((TOKEN + "\n" + OTHER).getBytes(StandardCharsets.UTF_8));
        assertThat(detect("password = \"" + packed + "\"").findings())
                .hasSize(2)
                .allMatch(finding -> finding.rule().value().equals("secret-apple-token"));
    }

    @Test
    void seesThroughEscapes() {
        String hidden = TOKEN.replace("apple", "\\u0061pple").replace("7", "\\x37");
        assertThat(detect("key = \"" + hidden + "\"").findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(secret(finding).layers()).containsExactly("escapes");
                    assertThat(finding.locations().getFirst()).hasToString("conf/app.txt:1:8");
                });
        assertThat(detect("?next=%2Fa%3Ftoken%3D" + TOKEN).findings()).hasSize(1);
    }

    @Test
    void judgesEscapedValuesByWhatTheyStandFor() {
        assertThat(detect("password = \"\\u30D1\\u30B9\\u30EF\\u30FC\\u30C9\"").findings())
                .isEmpty();
        Detection detection = detect("password = \"gh7#\\u006bQ2!vZ9x\"");
        assertThat(detection.found()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("gh7#kQ2!vZ9x");
            assertThat(found.finding().locations().getFirst()).hasToString("conf/app.txt:1:13");
        });
    }

    @Test
    void readsNotebooks() {
        String notebook = """
                {"cells": [{"cell_type": "code", "source": [
                  "import os\\n",
                  "key = \\"%s\\"\\n"
                ], "outputs": [{"text": ["key is %s\\n"]}]}]}
                """.formatted(TOKEN, OTHER);
        Detection detection = detector(TestRules.APPLE)
                .detect(notebook.getBytes(StandardCharsets.UTF_8), Origin.of("a.ipynb"), () -> {});
        assertThat(places(detection)).containsExactly("a.ipynb:3:12", "a.ipynb:4:34");
        assertThat(secret(detection.findings().getFirst()).name()).isEqualTo("key");
        assertThat(secret(detection.findings().getFirst()).layers()).isEmpty();
    }

    @Test
    void seesMarksBesideFindings() {
        Detection detection = detect("a = " + TOKEN + " # pomona:allow apple-token reason=\"a test\"\nb = " + TOKEN
                + "\nc = " + OTHER + " # gitleaks:allow\n");
        assertThat(detection.gaps()).isEmpty();
        assertThat(detection.findings()).hasSize(3);
        assertThat(detection.findings().get(0).marks()).singleElement().satisfies(mark -> {
            assertThat(mark.syntax()).isEqualTo("pomona:allow");
            assertThat(mark.reason()).isEqualTo("a test");
        });
        assertThat(detection.findings().get(1).marks()).isEmpty();
        assertThat(detection.findings().get(2).marks()).hasSize(1);
        assertThat(detection.findings()).extracting(Finding::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void saysWhyAMarkDoesNotCount() {
        Detection detection = detect("a = " + TOKEN + " # pomona:allow apple-token until=tomorrow\n");
        assertThat(detection.findings().getFirst().marks()).isEmpty();
        assertThat(detection.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo(Gap.Kind.MALFORMED);
            assertThat(gap.message()).startsWith("the mark beside line 1 does not count: ");
        });
    }

    @Test
    void losesNothingBetweenWindows() {
        SecretDetector whole = detector(TestRules.APPLE, TestRules.PASSWORD);
        SecretDetector windows = whole.withWindow(300_000);
        var text = new StringBuilder();
        for (int i = 0; text.length() < 2_500_000; i++) {
            text.append("line ").append(i).append(" is nothing special, äöü\n");
            if (i % 997 == 0) text.append("key = '").append(token(i)).append("'\n");
            if (i % 4999 == 0) text.append("x = ").append(packed(token(i + 1))).append('\n');
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            byte[] bytes = text.toString().getBytes(charset);
            Detection expected = whole.detect(bytes, Origin.of("a"), () -> {});
            assertThat(expected.findings()).hasSizeGreaterThan(80);
            try (var arena = Arena.ofConfined()) {
                MemorySegment mapped = arena.allocate(bytes.length);
                mapped.copyFrom(MemorySegment.ofArray(bytes));
                assertThat(windows.detect(mapped, Origin.of("a"), () -> {}))
                        .as("%s", charset)
                        .hasToString(expected.toString());
            }
        }
    }

    private static String token(int seed) {
        var random = new java.util.Random(seed);
        String alphabet = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
        var token = new StringBuilder("apple_");
        for (int i = 0; i < 24; i++) token.append(alphabet.charAt(random.nextInt(alphabet.length())));
        return token.toString();
    }

    private static String packed(String text) {
        return Base64.getEncoder().encodeToString(("some words before " + text).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void findsLongMatchesAcrossWindows() {
        SecretRule block = TestRules.rule("""
                id: block
                keywords: ['apple_begin']
                pattern: 'apple_begin(?<secret>[0-9A-Za-z\\n]+)apple_end'
                """);
        String body = token(1).substring(6).repeat(2300).replaceAll("(.{70})", "$1\n");
        for (int before = 0; before < 600_000; before += 70_000) {
            String text = "x".repeat(before) + "\napple_begin" + body + "apple_end\n" + "y".repeat(700_000);
            SecretDetector windows = detector(block).withWindow(200_000);
            assertThat(windows.detect(
                                    MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)),
                                    Origin.of("a"),
                                    () -> {})
                            .findings())
                    .as("%d before", before)
                    .hasSize(1);
        }
    }

    @Test
    void givesUpARuleThatTakesTooLong() {
        SecretRule greedy = TestRules.rule("""
                id: greedy
                keywords: [apple_]
                pattern: 'apple_[a-z_]{1,5000}(?:a|b|c)*[0-9]'
                """);
        var options = SecretOptions.DEFAULT.withSteps(10_000);
        var detector = new SecretDetector(TestRules.pack(greedy, TestRules.PASSWORD), options);
        Detection detection = detect(detector, "apple_".repeat(20_000) + "\npassword = 'gh7#kQ2!vZ9x'\n");
        assertThat(detection.gaps())
                .containsExactly(new Gap(
                        Gap.Kind.LIMIT,
                        "conf/app.txt",
                        "the rule secret-greedy took too many steps and was not applied to all of it"));
        assertThat(detection.findings()).hasSize(1);
    }

    @Test
    void saysWhenMoreIsPackedThanIsAllowed() {
        String packed = packed(TOKEN);
        var detector = new SecretDetector(TestRules.pack(TestRules.APPLE), SecretOptions.DEFAULT.withDecodeBytes(20));
        assertThat(detect(detector, packed).gaps())
                .extracting(Gap::message)
                .containsExactly("more than 20 bytes are packed in it; not all of them were looked at");
    }

    @Test
    void saysWhenMoreSecretsAreThereThanAreListed() {
        var text = new StringBuilder();
        for (int i = 0; i < 30; i++) text.append(token(i)).append('\n');
        var detector = new SecretDetector(TestRules.pack(TestRules.APPLE), SecretOptions.DEFAULT.withFindings(10));
        Detection detection = detect(detector, text.toString());
        assertThat(detection.findings()).hasSize(10);
        assertThat(detection.gaps()).singleElement().extracting(Gap::kind).isEqualTo(Gap.Kind.LIMIT);
    }

    @Test
    void looksAtTheTimeInLongFiles() {
        var looks = new AtomicInteger();
        detector(TestRules.APPLE)
                .detect(
                        "apple_".repeat(100_000).getBytes(StandardCharsets.UTF_8),
                        Origin.of("a"),
                        looks::incrementAndGet);
        assertThat(looks).hasValueGreaterThan(50);
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
