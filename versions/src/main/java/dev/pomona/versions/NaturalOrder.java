// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.Set;

/// The order people expect where no one has written one down: numbers by value, words by letter, words of
/// previews before the end, numbers after words. Anything else only parts them.
final class NaturalOrder {

    private static final Set<String> PREVIEWS =
            Set.of("alpha", "beta", "cr", "dev", "milestone", "nightly", "pre", "preview", "rc", "snapshot");

    private static final int PREVIEW = 1;
    private static final int END = 2;
    private static final int WORD = 3;
    private static final int NUMBER = 4;

    private NaturalOrder() {}

    /// @param text in lower case
    /// @return whether a word of a preview is in it
    static boolean write(String text, int from, int to, SortKey key) {
        boolean prerelease = false;
        int at = from;
        while (at < to) {
            int end = at + 1;
            if (Text.isDigit(text.charAt(at))) {
                end = Math.min(Text.digitsEnd(text, at), to);
                key.rank(NUMBER).number(text, at, end);
            } else if (Text.isLetter(text.charAt(at))) {
                end = Math.min(Text.lettersEnd(text, at), to);
                boolean preview = PREVIEWS.contains(text.substring(at, end));
                key.rank(preview ? PREVIEW : WORD).text(text, at, end);
                prerelease |= preview;
            }
            at = end;
        }
        key.rank(END);
        return prerelease;
    }
}
