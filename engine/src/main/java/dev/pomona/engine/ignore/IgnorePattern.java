// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One line of an ignore file (gitignore(5), "PATTERN FORMAT").
final class IgnorePattern {

    private final boolean negated;
    private final boolean folderOnly;
    /// Without a slash in it, a pattern is held against the last name alone.
    private final boolean nameOnly;

    private final byte[] literal;
    /// What follows the literal; `null` when nothing does.
    private final @Nullable Glob rest;

    private IgnorePattern(boolean negated, boolean folderOnly, boolean nameOnly, byte[] literal, @Nullable Glob rest) {
        this.negated = negated;
        this.folderOnly = folderOnly;
        this.nameOnly = nameOnly;
        this.literal = literal;
        this.rest = rest;
    }

    /// Reads a line without its line end; `null` for blank lines, comments and patterns that can match nothing.
    static @Nullable IgnorePattern parse(String line) {
        if (line.startsWith("#")) return null;
        String text = withoutTrailingSpaces(line);
        boolean negated = text.startsWith("!");
        if (negated) text = text.substring(1);
        boolean folderOnly = text.endsWith("/");
        if (folderOnly) text = text.substring(0, text.length() - 1);
        if (text.isEmpty()) return null;
        boolean nameOnly = text.indexOf('/') < 0;
        if (text.startsWith("/")) text = text.substring(1);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int literal = literalLength(bytes);
        // Git compares the literal start of a path by itself and reads the rest as a pattern of its own.
        byte[] start = Arrays.copyOf(bytes, literal);
        if (literal == bytes.length) return new IgnorePattern(negated, folderOnly, nameOnly, start, null);
        if (nameOnly) {
            start = new byte[0];
            literal = 0;
        }
        var rest = Glob.parse(Arrays.copyOfRange(bytes, literal, bytes.length));
        return rest == null ? null : new IgnorePattern(negated, folderOnly, nameOnly, start, rest);
    }

    boolean isNegated() {
        return negated;
    }

    /// @param path relative to the folder of the ignore file, in UTF-8
    /// @param name where the last name starts
    boolean matches(byte[] path, int name, boolean isFolder) {
        if (folderOnly && !isFolder) return false;
        int from = nameOnly ? name : 0;
        int end = from + literal.length;
        if (end > path.length || !Arrays.equals(path, from, end, literal, 0, literal.length)) return false;
        return rest == null ? end == path.length : rest.matches(path, end);
    }

    private static int literalLength(byte[] pattern) {
        int length = 0;
        while (length < pattern.length && "*?[\\".indexOf(pattern[length]) < 0) length++;
        return length;
    }

    /// Spaces at the end don't count unless a backslash stands before them.
    private static String withoutTrailingSpaces(String line) {
        int end = -1;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ' ') {
                if (end < 0) end = i;
            } else {
                end = -1;
                if (c == '\\') i++;
            }
        }
        return end < 0 ? line : line.substring(0, end);
    }
}
