// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Python's versions (PEP 440). Texts that are none sort before all others, in the order of the setuptools of
/// old, because advisories still name some.
final class PypiScheme extends KeyedScheme {

    private static final int BEFORE = 1;
    private static final int HERE = 2;
    private static final int AFTER = 3;

    PypiScheme() {
        super("pypi");
    }

    @Override
    boolean write(String text, SortKey key) {
        Pep440 version = Pep440.read(text);
        if (version == null) {
            legacy(text.toLowerCase(Locale.ROOT), key.rank(0));
            return false;
        }
        key.rank(1).number(version.epoch(), 0, version.epoch().length());
        for (String number : version.significantRelease()) {
            key.rank(1).number(number, 0, number.length());
        }
        key.rank(0);
        if (version.pre() != null) {
            key.rank(HERE)
                    .rank(version.preRank())
                    .number(version.pre(), 0, version.pre().length());
        } else {
            key.rank(version.post() == null && version.dev() != null ? BEFORE : AFTER);
        }
        phase(version.post(), BEFORE, key);
        phase(version.dev(), AFTER, key);
        local(version.local(), key);
        return version.isPrerelease();
    }

    private static void phase(@Nullable String number, int absent, SortKey key) {
        if (number == null) {
            key.rank(absent);
        } else {
            key.rank(HERE).number(number, 0, number.length());
        }
    }

    private static void local(@Nullable String local, SortKey key) {
        if (local != null) {
            for (String segment : local.split("\\.", -1)) {
                if (Text.isNumber(segment, 0, segment.length())) {
                    key.rank(2).number(segment, 0, segment.length());
                } else {
                    key.rank(1).text(segment);
                }
            }
        }
        key.rank(0);
    }

    /// The order setuptools had before PEP 440: numbers after words, the words of previews before `*final`.
    private static void legacy(String text, SortKey key) {
        var parts = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            int end = partEnd(text, at);
            String part = text.substring(at, end);
            if (!part.equals(".")) add(parts, part);
            at = end;
        }
        add(parts, "final");
        for (String part : parts) {
            if (Text.isDigit(part.charAt(0))) {
                key.rank(2).number(part, 0, part.length());
            } else {
                key.rank(1).text(part);
            }
        }
        key.rank(0);
    }

    private static int partEnd(String text, int at) {
        char c = text.charAt(at);
        if (Text.isDigit(c)) return Text.digitsEnd(text, at);
        if (Text.isLetter(c)) return Text.lettersEnd(text, at);
        int end = at + 1;
        if (c == '.' || c == '-') return end;
        while (end < text.length() && !Text.isAlphanumeric(text.charAt(end)) && ".-".indexOf(text.charAt(end)) < 0)
            end++;
        return end;
    }

    private static void add(List<String> parts, String part) {
        String known = switch (part) {
            case "pre", "preview", "rc" -> "c";
            case "dev" -> "@";
            case "-" -> "final-";
            default -> part;
        };
        if (!Text.isDigit(known.charAt(0))) {
            while (known.compareTo("final") < 0
                    && !parts.isEmpty()
                    && parts.getLast().equals("final-")) parts.removeLast();
            while (!parts.isEmpty()
                    && Text.isZero(parts.getLast(), 0, parts.getLast().length())) parts.removeLast();
        }
        parts.add(known);
    }
}
