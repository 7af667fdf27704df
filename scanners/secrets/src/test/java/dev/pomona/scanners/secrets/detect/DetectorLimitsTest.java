// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static dev.pomona.scanners.secrets.detect.Detecting.TOKEN;
import static dev.pomona.scanners.secrets.detect.Detecting.detect;
import static dev.pomona.scanners.secrets.detect.Detecting.detector;
import static dev.pomona.scanners.secrets.detect.Detecting.packed;
import static dev.pomona.scanners.secrets.detect.Detecting.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.report.Gap;
import dev.pomona.scanners.secrets.TestRules;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Large files, and where the search stops.
class DetectorLimitsTest {

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

    /// A check of a structure costs as much as a pattern that takes as long: many matches can't take time without end.
    @Test
    void countsWhatChecksOfStructuresCost() {
        String pattern = "id: numbered\nkeywords: [number_]\npattern: 'number_(?<secret>[0-9]{16})'\n";
        var text = new StringBuilder();
        for (int i = 0; i < 200; i++) text.append("number_79927398713%05d\n".formatted(i * 7));
        var options = SecretOptions.DEFAULT.withSteps(100_000);
        var unchecked = new SecretDetector(TestRules.pack(TestRules.rule(pattern)), options);
        Detection all = detect(unchecked, text.toString());
        assertThat(all.findings().size() + all.suppressed()).isEqualTo(200);
        assertThat(all.gaps()).isEmpty();

        var checked = new SecretDetector(TestRules.pack(TestRules.rule(pattern + "proof: luhn\n")), options);
        Detection some = detect(checked, text.toString());
        // 100,000 steps, and 20 for each byte, are enough for this many
        assertThat(some.findings().size() + some.suppressed()).isBetween(15, 25);
        assertThat(some.gaps())
                .extracting(Gap::message)
                .containsExactly("the rule secret-numbered took too many steps and was not applied to all of it");
    }
}
