// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

/// The fixed text with which every value of a pattern starts: the issuer's own prefix, which tells nothing of a secret.
final class LiteralPrefix {

    private static final String SECRET = "<secret>";

    private LiteralPrefix() {}

    /// Of the group `secret` in the pattern, else of its first group, else of the whole; empty when there is none. What
    /// is
    /// not plainly a literal ends it, so that it is at worst too short.
    static String of(String pattern) {
        int named = pattern.indexOf(SECRET);
        int start = named >= 0 ? named + SECRET.length() : firstGroup(pattern);
        int end = end(pattern, start);
        return end < 0 ? "" : literal(pattern, start, end);
    }

    private static int firstGroup(String pattern) {
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\') at++;
            else if (c == '[') at = classEnd(pattern, at);
            else if (c == '(' && !pattern.startsWith("(?", at)) return at + 1;
        }
        return 0;
    }

    /// Where the group ends that is open at `start`; -1 when it has alternatives, which share no prefix.
    private static int end(String pattern, int start) {
        int depth = 0;
        for (int at = start; at < pattern.length(); at++) {
            switch (pattern.charAt(at)) {
                case '\\' -> at++;
                case '[' -> at = classEnd(pattern, at);
                case '(' -> depth++;
                case ')' -> {
                    if (depth-- == 0) return at;
                }
                case '|' -> {
                    if (depth == 0) return -1;
                }
                default -> {}
            }
        }
        return pattern.length();
    }

    private static int classEnd(String pattern, int open) {
        int at = open + 1;
        if (at < pattern.length() && pattern.charAt(at) == '^') at++;
        if (at < pattern.length() && pattern.charAt(at) == ']') at++;
        for (; at < pattern.length() && pattern.charAt(at) != ']'; at++) {
            if (pattern.charAt(at) == '\\') at++;
            else if (pattern.startsWith("[:", at)) at = Math.max(at, pattern.indexOf(":]", at) + 1);
        }
        return at;
    }

    private static String literal(String pattern, int start, int end) {
        var prefix = new StringBuilder();
        int at = start;
        while (at < end && pattern.startsWith("\\b", at)) at += 2;
        while (at < end) {
            char c = pattern.charAt(at);
            int width = 1;
            if (c == '\\') {
                if (at + 1 >= end || Character.isLetterOrDigit(pattern.charAt(at + 1))) break;
                c = pattern.charAt(at + 1);
                width = 2;
            } else if (".[](){}?*+^$|".indexOf(c) >= 0) {
                break;
            }
            boolean isRepeated = at + width < pattern.length() && "?*+{".indexOf(pattern.charAt(at + width)) >= 0;
            if (isRepeated) break;
            prefix.append(c);
            at += width;
        }
        return prefix.toString();
    }
}
