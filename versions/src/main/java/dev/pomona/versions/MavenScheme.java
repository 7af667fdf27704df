// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Maven's versions as `ComparableVersion` of Maven 3.9 and 4 orders them
/// (<https://maven.apache.org/pom.html#version-order-specification>).
///
/// Any text is a version. Numbers after a dot beat numbers after a hyphen, those beat qualifiers; the known
/// previews come before the release, `sp` and all other qualifiers after it. Maven's own order is not
/// transitive for a few texts with empty parts (`1--1`); there this one is what remains when it is made so.
final class MavenScheme extends KeyedScheme {

    private static final List<String> PREVIEWS = List.of("alpha", "beta", "milestone", "rc", "snapshot");

    private static final int ZERO_BEFORE_PREVIEW = 0x0F;
    private static final int END = 0x10;
    private static final int RELEASE_AND_MORE = 0x18;
    private static final int SERVICE_PACK = 0x20;
    private static final int OTHER_QUALIFIER = 0x21;
    private static final int NUMBER_AFTER_HYPHEN = 0x30;
    private static final int ZERO = 0x40;
    private static final int NUMBER = 0x41;

    MavenScheme() {
        super("maven");
    }

    @Override
    boolean write(String text, SortKey key) {
        List<Item> items = significant(split(text.toLowerCase(Locale.ROOT)));
        boolean prerelease = false;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (item.isQualifier()) {
                prerelease |= item.isPreview();
                qualifier(item, key);
            } else if (!item.isZero()) {
                key.rank(item.opensList() ? NUMBER_AFTER_HYPHEN : NUMBER);
                key.number(item.digits(), 0, item.digits().length());
            } else {
                key.rank(leadsToPreview(items, i) ? ZERO_BEFORE_PREVIEW : ZERO);
            }
        }
        key.rank(END);
        return prerelease;
    }

    private static void qualifier(Item item, SortKey key) {
        int preview = PREVIEWS.indexOf(item.word());
        if (preview >= 0) {
            key.rank(1 + preview);
        } else if (item.word().isEmpty()) {
            key.rank(RELEASE_AND_MORE);
        } else if (item.word().equals("sp")) {
            key.rank(SERVICE_PACK);
        } else {
            key.rank(OTHER_QUALIFIER).text(item.word());
        }
    }

    /// A zero counts as nothing, so what follows decides on which side of the release it stands.
    private static boolean leadsToPreview(List<Item> items, int from) {
        int i = from;
        while (i < items.size() && items.get(i).isZero()) i++;
        return i < items.size() && items.get(i).isPreview();
    }

    /// A number or a qualifier; the other part is empty.
    ///
    /// @param opensList it stands after a hyphen or a change between digits and letters
    private record Item(String word, String digits, boolean isQualifier, boolean opensList) {

        static Item number(String digits, boolean opensList) {
            return new Item("", digits, false, opensList);
        }

        static Item qualifier(String word, boolean beforeDigit) {
            String known = switch (word) {
                case "ga", "final", "release" -> "";
                case "cr" -> "rc";
                case "a" -> beforeDigit ? "alpha" : word;
                case "b" -> beforeDigit ? "beta" : word;
                case "m" -> beforeDigit ? "milestone" : word;
                default -> word;
            };
            return new Item(known, "", true, true);
        }

        boolean isZero() {
            return !isQualifier && Text.isZero(digits, 0, digits.length());
        }

        /// `1-ga` and `1.0` say no more than `1`.
        boolean isNothing() {
            return isQualifier ? word.isEmpty() : isZero();
        }

        boolean isPreview() {
            return isQualifier && PREVIEWS.contains(word);
        }
    }

    private static List<Item> split(String text) {
        var items = new ArrayList<Item>();
        boolean opensList = false;
        int at = 0;
        while (at < text.length()) {
            boolean number = Text.isDigit(text.charAt(at));
            int end = number ? Text.digitsEnd(text, at) : wordEnd(text, at);
            boolean beforeSeparator = end < text.length() && (text.charAt(end) == '.' || text.charAt(end) == '-');
            if (number || end == at) {
                items.add(Item.number(text.substring(at, end), opensList));
            } else {
                items.add(Item.qualifier(text.substring(at, end), end < text.length() && !beforeSeparator));
            }
            opensList = end < text.length() && text.charAt(end) != '.';
            at = beforeSeparator ? end + 1 : end;
        }
        return items;
    }

    private static int wordEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '.' && text.charAt(i) != '-' && !Text.isDigit(text.charAt(i)))
            i++;
        return i;
    }

    /// Without what says nothing: at the end, before a qualifier, and before a number that follows a hyphen.
    private static List<Item> significant(List<Item> items) {
        var kept = new ArrayList<Item>();
        for (Item item : items) {
            if (item.isQualifier() || item.opensList()) {
                while (!kept.isEmpty() && kept.getLast().isNothing()) kept.removeLast();
            }
            kept.add(item);
        }
        while (!kept.isEmpty() && kept.getLast().isNothing()) kept.removeLast();
        return kept;
    }
}
