// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomlTest {

    @Test
    void readsTheFormsOfLockFiles() {
        Mapping lock = Toml.read("""
                version = 3

                [[package]]
                name = "serde"
                version = "1.0.200"
                dependencies = [
                 "serde_derive", # trailing comma
                ]

                [[package]]
                name = 'it''s'
                """.replace("'it''s'", "'literal \\n'"));
        assertThat(lock.text("version")).isEqualTo("3");
        assertThat(lock.items("package")).hasSize(2);
        Node serde = lock.items("package").getFirst();
        assertThat(serde.text("name")).isEqualTo("serde");
        assertThat(serde.items("dependencies").getFirst().text()).isEqualTo("serde_derive");
        assertThat(lock.items("package").get(1).text("name")).isEqualTo("literal \\n");
    }

    @Test
    void keepsPositions() {
        Mapping document = Toml.read("a = 1\n[tool.poetry]\n  name   =   \"x\"\n");
        Node name = Objects.requireNonNull(document.find("tool", "poetry", "name"));
        assertThat(name.at("f")).hasToString("f:3:14");
        assertThat(Objects.requireNonNull(document.find("tool", "poetry"))
                        .entries()
                        .getFirst()
                        .at("f"))
                .hasToString("f:3:3");
    }

    @Test
    void joinsDottedKeysAndHeaders() {
        Mapping document = Toml.read("""
                a.b.c = 1
                a.b."d.e" = 2
                [x.y.z]
                [x]
                k = { p.q = 1, r = [ { s = 2 } ] }
                """);
        assertThat(document.find("a", "b", "c")).isNotNull();
        assertThat(document.find("a", "b", "d.e")).isNotNull();
        assertThat(document.find("x", "k", "p", "q")).isNotNull();
        assertThat(document.find("x", "y", "z")).isInstanceOf(Mapping.class);
    }

    @Test
    void resolvesEscapesAndMultiLineStrings() {
        Mapping document = Toml.read("s = \"a\\u00e9\\t\\\"\"\nm = \"\"\"\nx\\\n   y\"\"\"\"\nl = '''\na\\b'''\n");
        assertThat(document.text("s")).isEqualTo("aé\t\"");
        assertThat(document.text("m")).isEqualTo("xy\"");
        assertThat(document.text("l")).isEqualTo("a\\b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a =",
                "a = 1\na = 2",
                "[a]\n[a]",
                "a = \"x",
                "a = 01",
                "a = [1",
                "a = {b = 1",
                "[a",
                "[[a]",
                "= 1",
                "a.b = 1\na = 2",
                "a = { b = 1 }\n[a.c]",
                "a = 1 b = 2",
                "a = 2026-13-01",
                "a = \"\\q\"",
                "a = nope",
                "[[a]]\n[a]\n",
                "a = []\n[[a]]"
            })
    void refusesWhatTomlRefuses(String text) {
        assertThatThrownBy(() -> Toml.read(text)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void stopsAtTheDepthLimit() {
        assertThatThrownBy(() -> Toml.read("a = " + "[".repeat(100_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("deeper");
        assertThatThrownBy(() -> Toml.read("a = " + "{b=".repeat(100_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("deeper");
        assertThatThrownBy(() -> Toml.read("[" + "a.".repeat(100_000) + "b]")).isInstanceOf(SyntaxException.class);
    }
}
