// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// Arch Linux's versions (`vercmp`): `epoch:version-release`. A word directly after a number is a preview
/// (`1.0rc`), a part after a separator comes later (`1.0.rc`), and more separators later still.
///
/// pacman ignores the release where one side has none, which is no order; a missing release is the first one
/// here.
final class AlpmScheme extends KeyedScheme {

    private static final int WORD = 1;
    private static final int END = 2;
    private static final int NUMBER = 3;
    private static final int SEPARATED = 4;

    AlpmScheme() {
        super("alpm");
    }

    @Override
    boolean write(String text, SortKey key) {
        int colon = Text.digitsEnd(text, 0);
        boolean hasEpoch = Text.isAt(text, colon, ':');
        key.number(text, 0, hasEpoch ? colon : 0);
        int start = hasEpoch ? colon + 1 : 0;
        int hyphen = text.lastIndexOf('-');
        segments(text, start, hyphen < start ? text.length() : hyphen, key);
        if (hyphen < start) {
            segments("1", 0, 1, key);
        } else {
            segments(text, hyphen + 1, text.length(), key);
        }
        return false;
    }

    private static void segments(String text, int from, int to, SortKey key) {
        int last = to;
        while (last > from && !Text.isAlphanumeric(text.charAt(last - 1))) last--;
        int at = from;
        while (at < last) {
            int separators = at;
            while (!Text.isAlphanumeric(text.charAt(at))) at++;
            if (at > separators) key.rank(SEPARATED).number(at - separators);
            boolean isNumber = Text.isDigit(text.charAt(at));
            int end = isNumber ? Text.digitsEnd(text, at) : Text.lettersEnd(text, at);
            if (isNumber) {
                key.rank(NUMBER).number(text, at, end);
            } else {
                key.rank(WORD).text(text, at, end);
            }
            at = end;
        }
        key.rank(END);
    }
}
