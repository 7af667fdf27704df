// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeTest {

    private static final String[] BRICKS = {
        ":",
        "::",
        "#",
        "##[",
        "##vso[",
        "##team",
        " ",
        "\u00a0",
        "\u3000",
        "\t",
        "\n",
        "\r",
        "\u001b[2J",
        "\u0007",
        "\u009b",
        "\u202e",
        "\u200b",
        "\u2028",
        "\ufeff",
        "a",
        "é",
        "error",
        "😀",
        "\ud83d",
        "\ude00",
        "\udb40\udc41",
        "\ud834\udd73",
        "\u0000",
        "\u007f"
    };

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "left-pad 1.0,left-pad 1.0",
                "é 😀 \u4e16,é 😀 \u4e16",
                "std::vector,std::vector",
                "::error::x,\\::error::x",
                "  ::error::x,  \\::error::x",
                "a ##[group]x,a #\\#[group]x",
                "##vso[task]x,#\\#vso[task]x",
                "##teamcity[x],#\\#teamcity[x]",
                "# title,# title",
            })
    void breaksUpCommandsAndNothingElse(String text, String shown) {
        assertThat(Escape.line(text)).isEqualTo(shown);
    }

    @Test
    void writesOutWhatCannotBeSeen() {
        assertThat(Escape.line("\u001b[31m")).isEqualTo("\\u001b[31m");
        assertThat(Escape.line("a\r\nb")).isEqualTo("a\\u000d\\u000ab");
        assertThat(Escape.line("\u202egpj.exe")).isEqualTo("\\u202egpj.exe");
        assertThat(Escape.line("\ud83d")).isEqualTo("\\ud83d");
        assertThat(Escape.line("a\udb40\udc41")).as("a tag character").isEqualTo("a\\udb40\\udc41");
    }

    @Test
    void leavesNothingThatATerminalOrPipelineObeys() {
        for (int seed = 0; seed < 5_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) text.append(BRICKS[random.nextInt(BRICKS.length)]);
            String shown = Escape.line(text.toString());
            assertThat(shown.codePoints()).as("seed %d", seed).noneMatch(EscapeTest::isObeyed);
            assertThat(trimmed(shown)).as("seed %d", seed).doesNotStartWith("::");
            assertThat(shown).as("seed %d", seed).doesNotContain("##[", "##vso[", "##team");
        }
    }

    /// Without what any trimming takes away, blanks of a fixed width included.
    private static String trimmed(String text) {
        int start = 0;
        while (start < text.length()
                && (Character.isWhitespace(text.charAt(start)) || Character.isSpaceChar(text.charAt(start)))) start++;
        return text.substring(start);
    }

    private static boolean isObeyed(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
