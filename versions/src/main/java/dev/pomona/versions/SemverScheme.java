// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// SemVer 2.0 precedence (<https://semver.org>, clause 11) and its dialects.
///
/// Reads more than the standard allows, as lock files and advisories hold more: a leading `v` or `=`, one or
/// two numbers instead of three, a prerelease without its hyphen (`1.2.3beta`). What follows a third number
/// after a dot is taken for build metadata, which does not count.
final class SemverScheme extends KeyedScheme {

    /// What build metadata means.
    enum Build {
        /// Nothing, as the standard has it.
        IGNORED,
        /// It orders otherwise equal versions, none before any (Pub, Julia).
        ORDERED
    }

    private static final int ALPHANUMERIC = 2;
    private static final int NUMERIC = 1;
    private static final int RELEASE = 3;

    private final Build build;

    SemverScheme(String id, Build build) {
        super(id);
        this.build = build;
    }

    @Override
    boolean write(String text, SortKey key) {
        int at = 0;
        if (text.charAt(at) == '=') at++;
        while (Text.isAt(text, at, ' ')) at++;
        if (Text.isAt(text, at, 'v') || Text.isAt(text, at, 'V')) at++;
        if (at >= text.length() || !Text.isDigit(text.charAt(at))) throw invalid(text);
        for (int part = 0; part < 3; part++) {
            int end = Text.digitsEnd(text, at);
            key.number(text, at, end);
            boolean more = part < 2 && Text.isAt(text, end, '.') && Text.digitsEnd(text, end + 1) > end + 1;
            at = more ? end + 1 : end;
            if (!more) {
                for (int rest = part + 1; rest < 3; rest++) key.number(text, at, at);
                break;
            }
        }
        int plus = text.indexOf('+', at);
        int end = plus < 0 ? text.length() : plus;
        boolean prerelease = at < end && (text.charAt(at) == '-' || Text.isLetter(text.charAt(at)));
        if (prerelease) {
            identifiers(text, text.charAt(at) == '-' ? at + 1 : at, end, key);
        } else {
            key.rank(RELEASE);
        }
        if (build == Build.ORDERED && plus >= 0) identifiers(text, plus + 1, text.length(), key.rank(1));
        return prerelease;
    }

    private static void identifiers(String text, int from, int to, SortKey key) {
        int start = from;
        while (start <= to) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 || dot > to ? to : dot;
            if (Text.isNumber(text, start, end)) {
                key.rank(NUMERIC).number(text, start, end);
            } else {
                key.rank(ALPHANUMERIC).text(text, start, end);
            }
            start = end + 1;
        }
        key.rank(0);
    }
}
