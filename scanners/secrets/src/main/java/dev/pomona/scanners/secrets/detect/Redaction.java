// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What may be shown of a secret: the text with which its issuer starts all of them, and how long it is. Nothing else,
/// and
/// no length that gives a short value away.
final class Redaction {

    /// The length of shorter values is not told.
    private static final int SHORTEST_TOLD = 8;

    private Redaction() {}

    static String of(CompiledRule rule, String value) {
        String prefix = prefix(rule, value);
        int length = value.codePointCount(0, value.length());
        String size = length < SHORTEST_TOLD
                ? "fewer than %d characters".formatted(SHORTEST_TOLD)
                : "%d characters".formatted(length);
        return "%s… (%s)".formatted(prefix, size);
    }

    /// The fixed start of all secrets of the rule, or the keyword with which this one starts.
    private static String prefix(CompiledRule rule, String value) {
        String prefix = startsWith(value, rule.prefix()) ? rule.prefix() : "";
        if (rule.isAssigned()) return prefix;
        for (String keyword : rule.rule().keywords()) {
            boolean isLonger = keyword.length() > prefix.length() && keyword.length() < value.length();
            if (isLonger && startsWith(value, keyword)) prefix = value.substring(0, keyword.length());
        }
        return prefix;
    }

    private static boolean startsWith(String value, String prefix) {
        return value.length() > prefix.length()
                && value.substring(0, prefix.length()).toLowerCase(Locale.ROOT).equals(prefix.toLowerCase(Locale.ROOT));
    }

    /// How many bytes of the value are the same in all values.
    static int fixedBytes(CompiledRule rule, String value) {
        return prefix(rule, value).getBytes(StandardCharsets.UTF_8).length;
    }
}
