// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// RPM's versions (`rpmvercmp`): `epoch:version-release`. Runs of digits or letters are compared, all else only
/// parts them; `~` comes before the end and `^` after it but before anything else. No release comes before any
/// release.
final class RpmScheme extends KeyedScheme {

    private static final int TILDE = 1;
    private static final int END = 2;
    private static final int CARET = 3;
    private static final int WORD = 4;
    private static final int NUMBER = 5;

    RpmScheme() {
        super("rpm");
    }

    @Override
    boolean write(String text, SortKey key) {
        int colon = Text.digitsEnd(text, 0);
        boolean hasEpoch = Text.isAt(text, colon, ':');
        key.number(text, 0, hasEpoch ? colon : 0);
        int start = hasEpoch ? colon + 1 : 0;
        int hyphen = text.lastIndexOf('-');
        if (hyphen < start) {
            segments(text, start, text.length(), key);
            key.rank(0);
        } else {
            segments(text, start, hyphen, key);
            segments(text, hyphen + 1, text.length(), key.rank(1));
        }
        return false;
    }

    private static void segments(String text, int from, int to, SortKey key) {
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '~') {
                key.rank(TILDE);
            } else if (c == '^') {
                key.rank(CARET);
            } else if (Text.isDigit(c)) {
                end = Text.digitsEnd(text, at);
                key.rank(NUMBER).number(text, at, end);
            } else if (Text.isLetter(c)) {
                end = Text.lettersEnd(text, at);
                key.rank(WORD).text(text, at, end);
            }
            at = end;
        }
        key.rank(END);
    }
}
