// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.keyword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeywordIndexTest {

    private static final long SEED = 4_711;

    private static List<String> find(KeywordIndex index, List<String> keywords, String text, int from, int to) {
        var hits = new KeywordHits();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        index.find(bytes, from, Math.min(to, bytes.length), bytes.length, hits);
        var found = new ArrayList<String>();
        for (int i = 0; i < hits.size(); i++) found.add(hits.start(i) + " " + keywords.get(hits.keyword(i)));
        return found;
    }

    private static List<String> find(List<String> keywords, String text) {
        return find(KeywordIndex.of(keywords), keywords, text, 0, Integer.MAX_VALUE);
    }

    /// What a search letter by letter finds.
    private static List<String> plainly(List<String> keywords, String text, int from, int to) {
        String folded = text.toLowerCase(Locale.ROOT);
        var found = new ArrayList<String>();
        for (int start = from; start < Math.min(to, folded.length()); start++) {
            for (String keyword : keywords) {
                if (folded.startsWith(keyword, start)) found.add(start + " " + keyword);
            }
        }
        return found;
    }

    @Test
    void findsEveryPlaceInEitherCase() {
        assertThat(find(List.of("ghp_", "token"), "GHP_1 Token ghp_2token"))
                .containsExactly("0 ghp_", "6 token", "12 ghp_", "17 token");
    }

    @Test
    void findsKeywordsInsideOthersAndAtBothEnds() {
        assertThat(find(List.of("password", "pass", "word", "swor"), "password"))
                .containsExactly("0 password", "0 pass", "3 swor", "4 word");
    }

    @Test
    void findsShortKeywordsUpToTheLastByte() {
        assertThat(find(List.of("sk", "key"), "sk key sk")).containsExactly("0 sk", "3 key", "7 sk");
        assertThat(find(List.of("sk", "key"), "kEY")).containsExactly("0 key");
        assertThat(find(List.of("sk"), "s")).isEmpty();
        assertThat(find(List.of("sk"), "")).isEmpty();
    }

    @Test
    void foldsLettersOnly() {
        assertThat(find(List.of("a_b[", "x@yz"), "a\u007fb[ A_B[ A_B{ x`yz X@YZ"))
                .containsExactly("5 a_b[", "20 x@yz");
    }

    @Test
    void findsKeywordsOutsideAscii() {
        assertThat(find(List.of("schlüssel"), "ein Schlüssel")).containsExactly("4 schlüssel");
    }

    @Test
    void findsOnlyWhatStartsInTheRange() {
        List<String> keywords = List.of("secret");
        var index = KeywordIndex.of(keywords);
        assertThat(find(index, keywords, "secretsecret", 1, 6)).isEmpty();
        assertThat(find(index, keywords, "secretsecret", 0, 6)).containsExactly("0 secret");
        assertThat(find(index, keywords, "secretsecret", 1, 7)).containsExactly("6 secret");
    }

    @Test
    void findsWhatAPlainSearchFinds() {
        var random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            String alphabet = round % 2 == 0 ? "abAB_" : "abcdefghijKLMNOPQ0123_-. \n";
            var distinct = new HashSet<String>();
            for (int i = 0; i < 1 + random.nextInt(60); i++) {
                distinct.add(text(random, alphabet, 2 + random.nextInt(8)).toLowerCase(Locale.ROOT));
            }
            List<String> keywords = distinct.stream().sorted().toList();
            var index = KeywordIndex.of(keywords);
            String text = text(random, alphabet, random.nextInt(400));
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() - from + 1);
            assertThat(find(index, keywords, text, from, to))
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(plainly(keywords, text, from, to));
        }
    }

    private static String text(Random random, String alphabet, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        return text.toString();
    }

    @Test
    void survivesWritingAndReading() throws IOException {
        List<String> keywords = List.of("akia", "heroku", "sk", "xoxb-");
        var bytes = new ByteArrayOutputStream();
        KeywordIndex.of(keywords).write(new DataOutputStream(bytes));
        var index = KeywordIndex.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(index.size()).isEqualTo(4);
        assertThat(index.length(1)).isEqualTo(6);
        assertThat(find(index, keywords, "AKIA Heroku xoxb-sk", 0, 99))
                .containsExactly("0 akia", "5 heroku", "12 xoxb-", "17 sk");
    }

    @Test
    void refusesKeywordsThatAreEverywhere() {
        assertThatThrownBy(() -> KeywordIndex.of(List.of("k")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'k'");
    }
}
