// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AmbiguityTest {

    private static void ambiguous(String pattern, int offset) {
        assertThat(Regex.compile(pattern).ambiguity()).as(pattern).hasValueSatisfying(ambiguity -> {
            assertThat(ambiguity.offset()).as(pattern).isEqualTo(offset);
            assertThat(ambiguity.message()).startsWith("repeats what it has already repeated");
            assertThat(ambiguity.caret()).startsWith(pattern + "\n").endsWith(" ".repeat(offset) + "^");
        });
    }

    private static void unambiguous(String pattern) {
        assertThat(Regex.compile(pattern).ambiguity()).as(pattern).isEmpty();
    }

    @Test
    void seesWhatDoubles() {
        ambiguous("(a+)+", 0);
        ambiguous("x(a|a)*y", 1);
        ambiguous("(.*)*", 0);
        ambiguous("(?:a*)+b", 0);
        ambiguous("(?:a|ab|b)*c", 0);
        ambiguous("(?:[a-z]+[0-9]?)+", 0);
        ambiguous("(?:\\w+\\s?)*:", 0);
        ambiguous("(?:,(?:x+)*)+", 4);
        ambiguous("(?:(a+)+){2}", 3);
        ambiguous("(?:a{1,3}){2,}", 0);
    }

    @Test
    void letsOtherRepetitionsBe() {
        unambiguous("a+b+");
        unambiguous("a*a*a*");
        unambiguous("(?:a+b)+");
        unambiguous("(?:[a-z]+-)*[a-z]+");
        unambiguous("(?:a|b)*");
        unambiguous("(?:ab|ac)*");
        unambiguous("(?:\\b\\w+\\s*)+");
        unambiguous("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
        unambiguous("(?:a{2})+");
        unambiguous("(?:[A-Za-z0-9+/]{64}\\r?\\n)+");
        unambiguous("(a?){10}");
        unambiguous("-----BEGIN[ A-Z]{0,100}-----[\\s\\S]{64,}?KEY-----");
    }

    /// Each place leads to each other one: pairs of ways are too many to follow.
    @Test
    @Timeout(10)
    void givesUpOnRepetitionsOfVeryManyBranches() {
        var branches = new StringBuilder();
        for (int i = 0; i < 1000; i++)
            branches.append(i == 0 ? "" : "|")
                    .append("[")
                    .append((char) ('a' + i % 26))
                    .append("_]");
        assertThat(Regex.compile("(?:" + branches + ")*x").ambiguity()).isEmpty();
        assertThat(Regex.compile("(?:" + "a?".repeat(1000) + ")*x").ambiguity()).isEmpty();
    }
}
