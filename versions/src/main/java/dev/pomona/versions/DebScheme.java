// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// Debian's versions (Debian Policy 5.6.12, as dpkg compares them): `epoch:upstream-revision`. Words and
/// numbers take turns; in words `~` comes before the end, the end before letters, letters before all else.
final class DebScheme extends KeyedScheme {

    private static final int TILDE = 1;
    private static final int END = 2;
    private static final int LETTER = 3;
    private static final int OTHER = 4;

    private final boolean hasEpoch;

    /// @param hasEpoch whether a number before a colon is an epoch (not for opam, which shares the rest)
    DebScheme(String id, boolean hasEpoch) {
        super(id);
        this.hasEpoch = hasEpoch;
    }

    @Override
    boolean write(String text, SortKey key) {
        int start = 0;
        int colon = hasEpoch ? text.indexOf(':') : -1;
        if (colon >= 0 && Text.isNumber(text, 0, colon)) {
            key.number(text, 0, colon);
            start = colon + 1;
        } else {
            key.number(text, 0, 0);
        }
        int hyphen = hasEpoch ? text.lastIndexOf('-') : -1;
        int upstreamEnd = hyphen < start ? text.length() : hyphen;
        part(text, start, upstreamEnd, key);
        part(text, Math.min(upstreamEnd + 1, text.length()), text.length(), key);
        return false;
    }

    private static void part(String text, int from, int to, SortKey key) {
        int at = from;
        do {
            while (at < to && !Text.isDigit(text.charAt(at))) {
                char c = text.charAt(at++);
                if (c == '~') {
                    key.rank(TILDE);
                } else {
                    key.rank(Text.isLetter(c) ? LETTER : OTHER).rank(c >> 8).rank(c);
                }
            }
            int end = Math.min(Text.digitsEnd(text, at), to);
            key.rank(END).number(text, at, end);
            at = end;
        } while (at < to);
        key.rank(END);
    }
}
