// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {

    @Test
    void keepsPlainScalarsAsWritten() {
        Node document = Yaml.read("""
                lockfileVersion: 5.10
                quoted: '1.0'
                yes: no
                empty:
                flag: true
                """);
        assertThat(document.text("lockfileVersion")).isEqualTo("5.10");
        assertThat(document.text("quoted")).isEqualTo("1.0");
        assertThat(document.text("yes")).isEqualTo("no");
        assertThat(document.text("empty")).isNull();
        assertThat(document.isTrue("flag")).isTrue();
        assertThat(document.isTrue("yes")).isFalse();
    }

    @Test
    void keepsPositions() {
        Node document = Yaml.read("packages:\n  /a@1:\n    resolution: {integrity: x}\n");
        assertThat(document.entries("packages").getFirst().at("p")).hasToString("p:2:3");
    }

    @Test
    void resolvesAliasesAndMerges() {
        Node document = Yaml.read("""
                base: &base {a: 1, b: 1}
                other: &other {b: 2, c: 2}
                merged:
                  <<: [*base, *other]
                  a: 0
                list: [*base]
                """);
        Node merged = document.find("merged");
        assertThat(merged).isNotNull();
        assertThat(merged.text("a")).isEqualTo("0");
        assertThat(merged.text("b")).isEqualTo("1");
        assertThat(merged.text("c")).isEqualTo("2");
        assertThat(document.items("list").getFirst().text("a")).isEqualTo("1");
    }

    @Test
    void readsEveryDocumentOfAStream() {
        assertThat(Yaml.readAll("a: 1\n---\nb: 2\n---\n- 3\n")).hasSize(3);
        assertThat(Yaml.readAll("")).isEmpty();
        assertThat(Yaml.read("").text()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: [", "a: *nowhere", "\ta: 1", "a: 'x", "{", "a: b: c", "%YAML 9", "&a", "- a\nb: c", "\u0007"
            })
    void refusesWhatIsNotWellFormed(String text) {
        try {
            Yaml.readAll(text);
        } catch (SyntaxException e) {
            assertThat(e.describe()).isNotEmpty();
        }
    }

    @Test
    void refusesABillionLaughs() {
        var text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("a%d: &a%d [".formatted(i, i));
            text.append(("*a" + (i - 1) + ",").repeat(10)).append("]\n");
        }
        assertThatThrownBy(() -> Yaml.readAll(text.toString()))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("more than");
    }

    @Test
    void stopsAtTheDepthLimit() {
        assertThatThrownBy(() -> Yaml.readAll("[".repeat(20_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("deeper");
        assertThatThrownBy(() -> Yaml.readAll("- ".repeat(20_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("deeper");
    }
}
