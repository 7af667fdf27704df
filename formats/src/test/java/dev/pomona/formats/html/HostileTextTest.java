// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// Parses pages whose every text is hostile: the elements must be those of a harmless page.
class HostileTextTest {

    private static final Set<String> ATTRIBUTES = Set.of(
            "aria-label",
            "aria-labelledby",
            "aria-live",
            "aria-pressed",
            "autocomplete",
            "charset",
            "class",
            "content",
            "cx",
            "cy",
            "d",
            "data-ecosystem",
            "data-epss",
            "data-exploited",
            "data-fixable",
            "data-manifest",
            "data-relation",
            "data-scope",
            "data-set",
            "data-severity",
            "height",
            "hidden",
            "href",
            "http-equiv",
            "id",
            "lang",
            "name",
            "open",
            "placeholder",
            "preserveAspectRatio",
            "r",
            "rel",
            "role",
            "scope",
            "target",
            "text-anchor",
            "title",
            "type",
            "value",
            "viewBox",
            "width",
            "x",
            "x1",
            "x2",
            "y",
            "y1",
            "y2");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</title></style></script><script>alert(1)</script>",
                "\" onmouseover=\"alert(1)",
                "' onclick='alert(1)",
                "<img src=x onerror=alert(1)>",
                "<!--",
                "-->",
                "]]>",
                "<![CDATA[",
                "<?xml ?>",
                "&lt;script&gt;",
                "&#x3c;script>",
                "`${alert(1)}`",
                "javascript:alert(1)",
                "<svg/onload=alert(1)>",
                "</summary></details></li></ol><form action=x>",
                "a\u202etxt.exe",
                "\u0007\u001b[31m",
                "{{7*7}}",
                "é\ud83c\udf4e漢"
            })
    void staysText(String text) throws Exception {
        String harmless = shape(parse(HtmlReportWriterTest.page(Reports.saying("harmless"))));
        var page = parse(HtmlReportWriterTest.page(Reports.saying(text)));
        assertThat(shape(page)).isEqualTo(harmless);
        checkAttributes(page);
    }

    @Test
    void bringsTheWholeRichPageToTheParser() throws Exception {
        var page = parse(HtmlReportWriterTest.page(Reports.of("orchard-shop", 120, 200)));
        checkAttributes(page);
        var ids = elements(page).stream()
                .map(e -> e.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(elements(page).stream().map(e -> e.getAttribute("href")).filter(href -> href.startsWith("#")))
                .allMatch(href -> ids.contains(href.substring(1)));
    }

    private static void checkAttributes(Element page) {
        for (Element element : elements(page)) {
            var attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                assertThat(attributes.item(i).getNodeName()).isIn(ATTRIBUTES);
            }
            String href = element.getAttribute("href");
            if (href.isEmpty() || element.getTagName().equals("link")) continue;
            assertThat(href).matches("(?s)#[a-z0-9-]+|https?://.*");
            if (href.startsWith("http")) assertThat(element.getAttribute("rel")).isEqualTo("noopener noreferrer");
        }
    }

    /// Names of elements in order; links, which depend on the text, as the text they would be.
    private static String shape(Element page) {
        var names = new StringBuilder();
        for (Element element : elements(page)) {
            String tag = element.getTagName();
            String href = element.getAttribute("href");
            if (href.startsWith("http") || element.getAttribute("class").equals("plain")) continue;
            names.append(tag).append(' ');
        }
        return names.toString();
    }

    private static List<Element> elements(Element page) {
        var nodes = page.getElementsByTagName("*");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /// The page is XML but for the content of style and script, which is ours and taken out.
    private static Element parse(String page) throws Exception {
        String style = HtmlReportWriterTest.between(page, "<style>", "</style>");
        String script = HtmlReportWriterTest.between(page, "<script>", "</script>");
        assertThat(style).isEqualTo(HtmlReportWriter.STYLE.text());
        assertThat(script).isEqualTo(Asset.named("report.js").text());
        String xml = page.replace(style, "").replace(script, "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }
}
