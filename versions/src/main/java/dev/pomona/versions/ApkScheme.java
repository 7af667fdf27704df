// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.List;

/// Alpine's versions, as apk-tools 3 compares them: numbers, a letter, suffixes, a commit hash, a revision
/// (`1.2.3b_rc1~0abc-r4`).
///
/// Texts of another form are ordered too, since apk does so: what can't be read comes before everything in its
/// place, and all that follows it is ignored.
final class ApkScheme extends KeyedScheme {

    private static final List<String> BEFORE = List.of("alpha", "beta", "pre", "rc");
    private static final List<String> AFTER = List.of("cvs", "svn", "git", "hg", "p");

    private static final int INVALID = 1;
    private static final int EMPTY = 2;
    private static final int SUFFIX_BEFORE = 3;
    private static final int END = 8;
    private static final int REVISION = 9;
    private static final int COMMIT = 10;
    private static final int SUFFIX_NUMBER = 11;
    private static final int SUFFIX_AFTER = 12;
    private static final int LETTER = 20;
    private static final int NUMBER = 21;

    ApkScheme() {
        super("apk");
    }

    @Override
    boolean write(String text, SortKey key) {
        return new Reader(text, key).read();
    }

    private static final class Reader {

        private final String text;
        private final SortKey key;
        private int at;
        private boolean prerelease;

        Reader(String text, SortKey key) {
            this.text = text;
            this.key = key;
        }

        boolean read() {
            if (Text.isDigit(text.charAt(0))) {
                at = Text.digitsEnd(text, 0);
                key.rank(NUMBER).rank(2).number(text, 0, at);
            } else if (text.charAt(0) == '.') {
                key.rank(EMPTY);
            }
            boolean readable = true;
            while (readable && at < text.length()) readable = token(text.charAt(at));
            key.rank(readable ? END : INVALID);
            return prerelease;
        }

        private boolean token(char c) {
            if (c == '.') {
                at++;
                component();
                return true;
            }
            if (c >= 'a' && c <= 'z') {
                key.rank(LETTER).rank(c);
                at++;
                if (at < text.length() && Text.isDigit(text.charAt(at))) component();
                return true;
            }
            if (c == '_') return suffix();
            if (c == '~') return commit();
            if (c == '-') return revision();
            return false;
        }

        /// A leading zero makes it a fraction: `1.01` is less than `1.1`.
        private void component() {
            int end = Text.digitsEnd(text, at);
            if (end == at) {
                key.rank(EMPTY);
            } else if (text.charAt(at) == '0') {
                key.rank(NUMBER).rank(1).text(text, at, end);
            } else {
                key.rank(NUMBER).rank(2).number(text, at, end);
            }
            at = end;
        }

        private boolean suffix() {
            int end = Text.lettersEnd(text, at + 1);
            String suffix = text.substring(at + 1, end);
            int before = BEFORE.indexOf(suffix);
            int after = AFTER.indexOf(suffix);
            if (before < 0 && after < 0) return false;
            prerelease |= before >= 0;
            key.rank(before >= 0 ? SUFFIX_BEFORE + before : SUFFIX_AFTER + after);
            at = Text.digitsEnd(text, end);
            if (at > end) key.rank(SUFFIX_NUMBER).number(text, end, at);
            return true;
        }

        private boolean commit() {
            int start = at + 1;
            int end = start;
            while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) end++;
            if (end == start) return false;
            key.rank(COMMIT).text(text, start, end);
            at = end;
            return true;
        }

        private boolean revision() {
            int start = at + 2;
            if (!Text.isAt(text, at + 1, 'r') || (start < text.length() && Text.isLetter(text.charAt(start))))
                return false;
            at = Text.digitsEnd(text, start);
            key.rank(REVISION).number(text, start, at);
            return at == text.length();
        }
    }
}
