// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.List;

/// Gentoo's versions (Package Manager Specification, 3.2 and 3.3): numbers, a letter, suffixes, a revision
/// (`1.2.3b_rc1_p2-r4`). Behind the first number a leading zero makes a fraction.
final class GentooScheme extends KeyedScheme {

    private static final List<String> SUFFIXES = List.of("alpha", "beta", "pre", "rc", "", "p");
    private static final int NO_SUFFIX = SUFFIXES.indexOf("");

    GentooScheme() {
        super("gentoo");
    }

    @Override
    boolean write(String text, SortKey key) {
        int at = Text.digitsEnd(text, 0);
        if (at == 0) throw invalid(text);
        key.number(text, 0, at);
        while (Text.isAt(text, at, '.')) {
            int end = Text.digitsEnd(text, at + 1);
            if (end == at + 1) throw invalid(text);
            component(text, at + 1, end, key);
            at = end;
        }
        key.rank(0);
        boolean hasLetter = at < text.length() && Text.isLetter(text.charAt(at));
        key.rank(hasLetter ? text.charAt(at++) : 0);
        boolean prerelease = false;
        while (Text.isAt(text, at, '_')) {
            int end = Text.lettersEnd(text, at + 1);
            int suffix = SUFFIXES.indexOf(text.substring(at + 1, end));
            if (suffix < 0 || suffix == NO_SUFFIX) throw invalid(text);
            prerelease |= suffix < NO_SUFFIX;
            at = Text.digitsEnd(text, end);
            key.rank(1 + suffix).number(text, end, at);
        }
        key.rank(1 + NO_SUFFIX);
        if (text.startsWith("-r", at)) {
            int end = Text.digitsEnd(text, at + 2);
            if (end == at + 2) throw invalid(text);
            key.number(text, at + 2, end);
            at = end;
        } else {
            key.number(text, at, at);
        }
        if (at != text.length()) throw invalid(text);
        return prerelease;
    }

    private static void component(String text, int from, int to, SortKey key) {
        if (text.charAt(from) != '0') {
            key.rank(2).number(text, from, to);
            return;
        }
        int end = to;
        while (end > from && text.charAt(end - 1) == '0') end--;
        key.rank(1).text(text, from, end);
    }
}
