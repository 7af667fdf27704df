// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void escapesTextAndAttributes() throws IOException {
        assertThat(written("<&>\"'`"))
                .isEqualTo("<b title=\"&lt;&amp;&gt;&quot;&#39;&#96;\">&lt;&amp;&gt;&quot;&#39;&#96;</b>");
    }

    @Test
    void showsWhatIsNotSeen() throws IOException {
        assertThat(written("a\u202eb\u200bc\u0000d\ud800e\ufefff\udb40\udc41"))
                .contains(">a⟨U+202E⟩b⟨U+200B⟩c⟨U+0000⟩d⟨U+D800⟩e⟨U+FEFF⟩f⟨U+E0041⟩<");
        assertThat(written("é漢\ud83c\udf4e")).contains(">é漢\ud83c\udf4e<");
    }

    @Test
    void saysHowMuchOfAVeryLongTextIsLeftOut() throws IOException {
        assertThat(written("x".repeat(4012))).contains("x… (12 more characters)<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JAVASCRIPT:alert(1)",
                "data:text/html,x",
                " https://example.org",
                "https://a b",
                "//example.org",
                "http:\\\\example.org",
                "https://a\u202eb",
                "file:///etc/passwd",
                "",
                "ftp://example.org"
            })
    void linksOnlyToTheWeb(String url) {
        assertThat(Page.isWeb(url)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "CVE-2026-1, https://nvd.nist.gov/vuln/detail/CVE-2026-1",
        "GO-2026-1, https://osv.dev/vulnerability/GO-2026-1"
    })
    void linksIdsToWhereTheyAreExplained(String id, String url) throws IOException {
        var out = new StringWriter();
        Ids.write(id, new Page(out));
        assertThat(out.toString()).contains("href=\"" + url + "\"", "rel=\"noopener noreferrer\"");
    }

    @Test
    void doesNotLinkWhatIsNoId() throws IOException {
        var out = new StringWriter();
        Ids.write("../../etc", new Page(out));
        assertThat(out.toString()).isEqualTo("../../etc");
    }

    private static String written(String text) throws IOException {
        var out = new StringWriter();
        new Page(out).element("b", text, "title", text);
        return out.toString();
    }
}
