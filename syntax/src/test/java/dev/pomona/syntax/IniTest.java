// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IniTest {

    @Test
    void readsSectionsAndBothSeparators() {
        Mapping document = Ini.read("""
                ; written by hand
                [metadata]
                name = shop
                url: https://example.org/a=b

                [empty]
                """);
        assertThat(document.find("metadata", "name").text()).isEqualTo("shop");
        assertThat(document.find("metadata", "url").text()).isEqualTo("https://example.org/a=b");
        assertThat(document.find("metadata", "name").line()).isEqualTo(3);
        assertThat(document.find("metadata", "name").column()).isEqualTo(8);
        assertThat(document.entries("empty")).isEmpty();
    }

    @Test
    void keepsTheLinesOfALongValueInPlace() {
        Mapping document = Ini.read("""
                [options]
                install_requires =
                    one
                    # not this one

                    two >= 2
                next = x
                """);
        Node value = document.find("options", "install_requires");
        assertThat(value.text()).isEqualTo("\none\n\n\ntwo >= 2");
        assertThat(value.line()).isEqualTo(2);
        assertThat(document.find("options", "next").text()).isEqualTo("x");
    }

    @Test
    void saysWhereItStopsBeingOne() {
        assertThatThrownBy(() -> Ini.read("a = b\n"))
                .isInstanceOf(SyntaxException.class)
                .hasMessage("this stands before the first section");
        assertThatThrownBy(() -> Ini.read("[a]\nword\n"))
                .isInstanceOfSatisfying(
                        SyntaxException.class, e -> assertThat(e.line()).isEqualTo(2));
        assertThatThrownBy(() -> Ini.read("[a]\nb=1\nb=2\n")).hasMessage("the key 'b' is there already");
        assertThatThrownBy(() -> Ini.read("[a]\n[a]\n")).hasMessage("the section 'a' is there already");
        assertThatThrownBy(() -> Ini.read("[a\n")).isInstanceOf(SyntaxException.class);
    }
}
