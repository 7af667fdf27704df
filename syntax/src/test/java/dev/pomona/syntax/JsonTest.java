// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void keepsValuesAsWrittenAndPositions() {
        Node document = Json.read("""
                {
                  "packages": {
                    "node_modules/a": { "version": 1.10, "dev": true, "none": null }
                  }
                }
                """);
        Mapping.Entry entry = document.entries("packages").getFirst();
        assertThat(entry.key()).isEqualTo("node_modules/a");
        assertThat(entry.at("p.json")).hasToString("p.json:3:5");
        assertThat(entry.value().text("version")).isEqualTo("1.10");
        assertThat(entry.value().isTrue("dev")).isTrue();
        assertThat(entry.value().text("none")).isNull();
        assertThat(entry.value().find("none")).isInstanceOf(Scalar.class);
    }

    @Test
    void lookUpsOnOtherKindsFindNothing() {
        Node document = Json.read("[1]");
        assertThat(document.find("a")).isNull();
        assertThat(document.text("a")).isNull();
        assertThat(document.items("a")).isEmpty();
        assertThat(document.entries()).isEmpty();
        assertThat(document.find("a", "b", "c")).isNull();
    }

    @Test
    void givesTheLastOfTwoEqualKeys() {
        assertThat(Json.read("{\"a\":1,\"a\":2}").text("a")).isEqualTo("2");
        assertThat(Json.read("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"a\":2}")
                        .text("a"))
                .isEqualTo("2");
    }

    @Test
    void readsCommentsAndTrailingCommasOnlyWhenRelaxed() {
        String text = "{ // why\n \"a\": [1, 2,], /* x */ }";
        assertThat(Json.readRelaxed(text).items("a")).hasSize(2);
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\"", "[1", "nul", "{} x", "{}{}", "\"a", "[1,]", "{a:1}", "\ud800"})
    void refusesWhatIsNotWellFormed(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(SyntaxException.class);
    }

    @Test
    void stopsAtItsLimits() {
        assertThatThrownBy(() -> Json.read("[".repeat(1_000_000)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("deeper");
        assertThatThrownBy(() -> Json.read("[1,2,3,4]", new Limits(5, 3)))
                .isInstanceOf(SyntaxException.class)
                .hasMessageContaining("more than 3");
    }
}
