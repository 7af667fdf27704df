// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.nuget;

import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An MSBuild condition, decided as far as the files decide it: one comparison or one `Exists`. Everything else may be
/// either.
enum Condition {
    TRUE,
    FALSE,
    OPEN;

    /// @param text of the attribute, `null` when there is none, which is true
    /// @param exists whether a file of the scanned tree has this path, as the project writes it
    static Condition of(@Nullable String text, Properties properties, Predicate<String> exists) {
        if (text == null || text.isBlank()) return TRUE;
        String condition = text.strip();
        String lower = condition.toLowerCase(Locale.ROOT);
        if (lower.contains(" and ") || lower.contains(" or ")) return OPEN;
        if (lower.startsWith("exists(") && condition.endsWith(")")) {
            String path = unquoted(condition.substring("exists(".length(), condition.length() - 1));
            String expanded = path == null ? null : properties.expandOne(path);
            return expanded != null && exists.test(expanded) ? TRUE : OPEN;
        }
        int operator = Math.max(condition.indexOf("=="), condition.indexOf("!="));
        if (operator < 0) return OPEN;
        String left = unquoted(condition.substring(0, operator));
        String right = unquoted(condition.substring(operator + 2));
        if (left == null || right == null) return OPEN;
        Condition equal = equal(left, right, properties);
        if (equal == OPEN || condition.charAt(operator) == '=') return equal;
        return equal == TRUE ? FALSE : TRUE;
    }

    private static Condition equal(String left, String right, Properties properties) {
        String name = onlyProperty(left);
        if (name != null && right.isEmpty() && !properties.isSet(name)) {
            return Properties.isOpen(name) ? OPEN : TRUE;
        }
        if (name != null && Properties.isOpen(name)) return OPEN;
        String one = properties.expandOne(left);
        String other = properties.expandOne(right);
        if (one == null || other == null) return OPEN;
        return one.equalsIgnoreCase(other) ? TRUE : FALSE;
    }

    /// `X` of the text `$(X)`; `null` for any other text.
    private static @Nullable String onlyProperty(String text) {
        boolean only = text.startsWith("$(") && text.indexOf(')') == text.length() - 1;
        return only ? text.substring(2, text.length() - 1).strip() : null;
    }

    /// The text between single quotes, or a bare word; `null` when it is neither.
    private static @Nullable String unquoted(String text) {
        String word = text.strip();
        if (word.length() >= 2 && word.startsWith("'") && word.endsWith("'")) {
            String inner = word.substring(1, word.length() - 1);
            return inner.indexOf('\'') < 0 ? inner : null;
        }
        return word.isEmpty() || word.indexOf('\'') >= 0 || word.indexOf('(') >= 0 ? null : word;
    }
}
