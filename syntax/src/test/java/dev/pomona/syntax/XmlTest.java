// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {

    private static final String POM = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a comment -->
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <dependencies>
                <dependency>
                  <groupId> g </groupId>
                  <artifactId>a</artifactId>
                </dependency>
                <dependency/>
              </dependencies>
            </project>
            """;

    @Test
    void keepsElementsAndPositions() {
        Element project = Xml.read(POM);
        assertThat(project.name()).isEqualTo("project");
        assertThat(project.line()).isEqualTo(3);
        assertThat(project.children("dependencies", "dependency")).hasSize(2);
        Element first = project.children("dependencies", "dependency").getFirst();
        assertThat(first.at("pom.xml")).hasToString("pom.xml:5:5");
        assertThat(first.text("groupId")).isEqualTo("g");
        assertThat(project.children("dependencies", "dependency").get(1).line()).isEqualTo(9);
    }

    @Test
    void readsTheDeclaredEncoding() {
        byte[] latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00e9</a>".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Xml.read(latin).text()).isEqualTo("\u00e9");
        byte[] utf16 = "<?xml version='1.0' encoding='UTF-16'?><a>\u00e9</a>".getBytes(StandardCharsets.UTF_16);
        assertThat(Xml.read(utf16).text()).isEqualTo("\u00e9");
    }

    @Test
    void readsCdataAttributesAndCharacterReferences() {
        Element element = Xml.read("<p:a x='1' p:y='2' xmlns:p='u'><![CDATA[<b>]]>&amp;&#65;</p:a>");
        assertThat(element.text()).isEqualTo("<b>&A");
        assertThat(element.attributes()).containsEntry("x", "1").containsEntry("y", "2");
    }

    @Test
    void neverReadsOutsideNorExpandsEntities() {
        assertThatThrownBy(() -> Xml.read("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"))
                .isInstanceOf(SyntaxException.class);
        String laughs = "<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;&l;'>]><a>&m;</a>";
        assertThatThrownBy(() -> Xml.read(laughs)).isInstanceOf(SyntaxException.class);
        assertThat(Xml.read("<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a>b</a>")
                        .text())
                .isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<a>", "<a></b>", "a", "<a/><b/>", "<a x=1/>", "<a>&nbsp;</a>", "<a>\u0001</a>"})
    void refusesWhatIsNotWellFormed(String text) {
        assertThatThrownBy(() -> Xml.read(text)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void stopsAtTheDepthLimit() {
        assertThatThrownBy(() -> Xml.read("<a>".repeat(100_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("deeper");
    }
}
