// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EscapedOutputTest {

    private static String inText(String text) {
        var output = new EscapedOutput();
        output.setContext("p", null);
        output.writeUserContent(text);
        return output.toString();
    }

    private static String inAttribute(String attribute, String before, String text) {
        var output = new EscapedOutput();
        output.writeContent(" " + attribute + "=\"" + before);
        output.setContext("a", attribute);
        output.writeUserContent(text);
        return output.toString().substring(attribute.length() + 3 + before.length());
    }

    @Test
    void markupBecomesText() {
        assertThat(inText("<b title=\"x\" id='y'>`&`</b>"))
                .isEqualTo("&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&#96;&amp;&#96;&lt;/b&gt;");
    }

    @Test
    void whatIsNotSeenIsShown() {
        assertThat(inText("a\u202eb\u0000c\u200fd\ud800e")).isEqualTo("a⟨U+202E⟩b⟨U+0000⟩c⟨U+200F⟩d⟨U+D800⟩e");
        assertThat(inText("🔥𝕏")).isEqualTo("🔥𝕏");
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        assertThat(inText("🔥".repeat(5000))).endsWith("🔥… (6000 more characters)");
    }

    @Test
    void addressesLeadToOurPagesOrTheWebOrNowhere() {
        for (String harmless : new String[] {"/findings?a=b", "#top", "?tab=x", "https://example.org/x", "http://a"}) {
            assertThat(inAttribute("href", "", harmless)).isEqualTo(harmless);
        }
        for (String harmful : new String[] {
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "//evil.example",
            "/\\evil.example",
            "data:text/html,x",
            " /x",
            "/x\u202e",
            ""
        }) {
            assertThat(inAttribute("href", "", harmful)).isEqualTo("#");
        }
        assertThat(inAttribute("href", "/hosts/", "a\"b")).isEqualTo("a&quot;b");
    }

    @Test
    void nothingEverLeavesItsPlace() {
        var random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) text.append((char) random.nextInt(0x10000));
            text.append("<\"'>");
            assertThat(inText(text.toString())).doesNotContain("<", ">", "\"", "'");
            assertThat(inAttribute("title", "", text.toString())).doesNotContain("<", ">", "\"", "'");
            assertThat(inAttribute("href", "", text.toString())).doesNotContain("<", ">", "\"", "'");
        }
    }
}
