// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random patterns and random texts: nothing but a [RegexException] may come out, and both ways of matching
/// agree.
class RegexFuzzTest {

    private static final List<String> PIECES = List.of(
            "(",
            ")",
            "(?:",
            "(?i)",
            "(?<n>",
            "(?P<m>",
            "(?=",
            "(?!",
            "(?<=",
            "(?<!",
            "(?s:",
            "[",
            "]",
            "[^",
            "-",
            "|",
            "*",
            "+",
            "?",
            "{",
            "}",
            "{2}",
            "{1,3}",
            "{,",
            "{9999}",
            "\\",
            "\\b",
            "\\d",
            "\\x",
            "\\x{",
            "\\xff",
            "\\Q",
            "\\E",
            "\\p",
            "[[:alpha:]]",
            "[:",
            ":]",
            "^",
            "$",
            ".",
            "a",
            "b",
            "Z",
            "0",
            "é",
            "😀",
            "\ud83d",
            "\u0000",
            ",",
            "<",
            ">");

    @Test
    void throwsNothingElse() {
        var random = new Random(11);
        int compiled = 0;
        for (int round = 0; round < 60_000; round++) {
            var pattern = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) pattern.append(PIECES.get(random.nextInt(PIECES.size())));
            if (use(pattern.toString(), random)) compiled++;
        }
        assertThat(compiled).isGreaterThan(5_000);
    }

    private static boolean use(String pattern, Random random) {
        try {
            var regex = random.nextBoolean() ? Regex.compile(pattern) : Regex.compileIgnoringCase(pattern);
            var text = new byte[random.nextInt(40)];
            random.nextBytes(text);
            var fast = regex.matcher();
            var steady = regex.steadyMatcher();
            boolean isFound = fast.find(text, 0, text.length, text.length);
            assertThat(steady.find(text, 0, text.length, text.length))
                    .as(pattern)
                    .isEqualTo(isFound);
            for (int i = 0; i <= regex.groupCount(); i++) {
                assertThat(steady.start(i)).as(pattern).isEqualTo(fast.start(i));
                assertThat(steady.end(i)).as(pattern).isEqualTo(fast.end(i));
            }
            regex.anchor(List.of("ab", "zz"));
            regex.ambiguity();
            return true;
        } catch (RegexException e) {
            assertThat(e.offset()).as(pattern).isBetween(0, pattern.length());
            assertThat(e.caret()).contains("^");
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("%s on <%s>".formatted(e, pattern), e);
        }
    }
}
