// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.regex.Anchor.Anchored;
import dev.pomona.scanners.secrets.regex.Anchor.Unanchored;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnchorTest {

    private static void anchored(String pattern, int maxBefore, String... keywords) {
        assertThat(Regex.compile(pattern).anchor(List.of(keywords))).as(pattern).isEqualTo(new Anchored(maxBefore));
    }

    private static void unanchored(String pattern, int offset, String reason, String... keywords) {
        var anchor = Regex.compile(pattern).anchor(List.of(keywords));
        assertThat(anchor).as(pattern).isInstanceOf(Unanchored.class);
        assertThat(((Unanchored) anchor).offset()).as(pattern).isEqualTo(offset);
        assertThat(((Unanchored) anchor).reason()).as(pattern).contains(reason);
    }

    @Test
    void seesAKeywordOnEveryWay() {
        anchored("\\b(?<secret>ghp_[0-9A-Za-z]{36})\\b", 0, "ghp_");
        anchored("(?i)[\\w.-]{0,50}?(?:adobe)[ \\t]{0,20}=([a-f0-9]{32})", 50, "adobe");
        anchored("(?:xox[bp])-\\d+", 0, "xoxb", "xoxp");
        anchored("xox[a-z]-", 0, "xox");
        anchored("[Aa][Kk][Ii][Aa][A-Z]{4}", 0, "akia");
        anchored("(?:new-relic|newrelic|new_relic)x", 0, "new-relic", "newrelic", "new_relic");
        anchored("[0-9]{12}(?:abcd|[ef]{2,5}abcd)", 17, "abcd");
        anchored("(?:ab)(?:cd)*cdx", 0, "abcd");
        anchored("(?:key_){2,}", 0, "key_");
        anchored("[a-z]{4}key_", 4, "key_");
        anchored("(?i)TOKEN", 0, "token");
        anchored("clé_[a-z]+", 0, "clé_");
    }

    @Test
    void namesThePartThatNeedsNone() {
        unanchored("ghp_x|gho_y|[0-9]{4}", 12, "'0000'", "ghp_", "gho_");
        unanchored("x(?:ghp_)?y", 1, "'xy'", "ghp_");
        unanchored("[a-z]+key_", 0, "any number", "key_");
        unanchored("ab(?:c|d)*key_", 2, "any number", "key_");
        unanchored("xox[a-z]-", 0, "no keyword", "xoxb");
        unanchored("[0-9]{3}", 0, "'000'", "abcd");
        unanchored("(?:key_)*", 0, "the empty text", "key_");
        unanchored("abc", 0, "no keywords");
    }

    @Test
    void isTrueOfAllMatches() {
        var random = new Random(3);
        int anchored = 0;
        for (int round = 0; round < 8_000; round++) {
            RandomPattern pattern = RandomPattern.of(random);
            var keywords = List.of("ab", "ba", "aa", "bb", "ca").subList(0, 1 + random.nextInt(5));
            Anchor anchor = Regex.compile(pattern.ours()).anchor(keywords);
            if (!(anchor instanceof Anchored(int maxBefore))) continue;
            anchored++;
            var samples = RegexSamples.of(pattern.ours());
            var matcher = Regex.compile(pattern.ours()).matcher();
            for (int i = 0; i < 5; i++) {
                byte[] text = samples.next(random);
                if (!matcher.find(text, 0, text.length, text.length)) continue;
                String match = new String(text, matcher.start(), matcher.end() - matcher.start(), ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
                int first = keywords.stream()
                        .mapToInt(match::indexOf)
                        .filter(at -> at >= 0)
                        .min()
                        .orElse(Integer.MAX_VALUE);
                assertThat(first).as("%s on <%s>", pattern.ours(), match).isLessThanOrEqualTo(maxBefore);
            }
        }
        assertThat(anchored).isGreaterThan(150);
    }
}
