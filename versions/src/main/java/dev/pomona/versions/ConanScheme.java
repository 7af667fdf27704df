// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Conan's versions (<https://docs.conan.io/2/tutorial/versioning/version_ranges.html>): SemVer with any number
/// of items, which may be words. Zeros at the end say nothing; build metadata orders otherwise equal versions.
final class ConanScheme extends KeyedScheme {

    private static final int END = 0;
    private static final int NUMBER = 1;
    private static final int WORD = 2;

    ConanScheme() {
        super("conan");
    }

    @Override
    boolean write(String text, SortKey key) {
        String version = text.toLowerCase(Locale.ROOT);
        int plus = version.indexOf('+');
        int end = plus < 0 ? version.length() : plus;
        int hyphen = version.substring(0, end).indexOf('-');
        items(version.substring(0, hyphen < 0 ? end : hyphen), key);
        if (hyphen < 0) {
            key.rank(1);
        } else {
            items(version.substring(hyphen + 1, end), key.rank(0));
        }
        if (plus < 0) {
            key.rank(0);
        } else {
            items(version.substring(plus + 1), key.rank(1));
        }
        return hyphen >= 0;
    }

    private static void items(String text, SortKey key) {
        List<String> items = new ArrayList<>(List.of(text.split("\\.", -1)));
        while (!items.isEmpty()
                && Text.isZero(items.getLast(), 0, items.getLast().length())) items.removeLast();
        for (String item : items) {
            int digits = Text.digitsEnd(item, 0);
            if (digits > 0) {
                key.rank(NUMBER).number(item, 0, digits).text(item, digits, item.length());
            } else {
                key.rank(WORD).text(item);
            }
        }
        key.rank(END);
    }
}
