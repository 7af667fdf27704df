// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.List;
import java.util.Locale;

/// Composer's versions in the order of PHP's `version_compare`, which Composer and Packagist's advisories use:
/// unknown words, `dev`, `alpha`, `beta`, `RC`, the release, numbers, `patch`.
final class ComposerScheme extends KeyedScheme {

    private static final int UNKNOWN = 1;
    private static final int DEV = 2;
    private static final int END = 6;
    private static final int NUMBER = 7;
    private static final int PATCH = 8;

    /// By what a word starts with: `dev`, `a`, `b`, `rc`, in this order.
    private static final List<String> PREVIEWS = List.of("dev", "a", "b", "rc");

    ComposerScheme() {
        super("composer");
    }

    @Override
    boolean write(String text, SortKey key) {
        String version = text.toLowerCase(Locale.ROOT);
        boolean prerelease = version.startsWith("dev-") || version.endsWith("-dev");
        int at = version.length() > 1 && version.charAt(0) == 'v' && Text.isDigit(version.charAt(1)) ? 1 : 0;
        while (at < version.length()) {
            char c = version.charAt(at);
            int end = at + 1;
            if (Text.isDigit(c)) {
                end = Text.digitsEnd(version, at);
                key.rank(NUMBER).number(version, at, end);
            } else if (!isSeparator(c)) {
                while (end < version.length()
                        && !isSeparator(version.charAt(end))
                        && !Text.isDigit(version.charAt(end))) end++;
                prerelease |= word(version.substring(at, end), key);
            }
            at = end;
        }
        key.rank(END);
        return prerelease;
    }

    /// `#` stands for any number in PHP's table; as no order can hold then, it counts as nothing here.
    private static boolean isSeparator(char c) {
        return ".-_+#/ ".indexOf(c) >= 0;
    }

    private static boolean word(String word, SortKey key) {
        for (int i = 0; i < PREVIEWS.size(); i++) {
            if (word.startsWith(PREVIEWS.get(i))) {
                key.rank(DEV + i);
                return true;
            }
        }
        if (word.startsWith("p")) {
            key.rank(PATCH);
        } else {
            key.rank(UNKNOWN).text(word);
        }
        return false;
    }
}
