// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.terminal;

/// Makes foreign text harmless where it is shown: file names, package names and advisories may hold anything.
public final class Escape {

    private Escape() {}

    /// For a terminal or a CI log: control characters and characters that reorder or hide text become `\\uXXXX`, and
    /// what CI services take for commands (`::name::`, `##[name]`, `##vso[…]`) is broken up.
    public static String line(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isHarmful(text, i, c)) {
                if (out != null) out.append(c);
                continue;
            }
            if (out == null) out = new StringBuilder(text.length() + 16).append(text, 0, i);
            if (c == ':' || c == '#') out.append('\\').append(c);
            else out.append("\\u%04x".formatted((int) c));
        }
        return out == null ? text : out.toString();
    }

    private static boolean isHarmful(String text, int at, char c) {
        if (c == ':') return text.startsWith("::", at) && isBlank(text, at);
        if (c == '#') return at > 0 && text.charAt(at - 1) == '#' && opensCommand(text, at + 1);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return true;
        if (Character.isSurrogate(c)) return !isPaired(text, at, c) || isHidden(pair(text, at, c));
        return isHidden(c);
    }

    /// Some services look for these anywhere in a line, so a mark before the pair would not do.
    private static boolean opensCommand(String text, int at) {
        return text.startsWith("[", at) || text.startsWith("vso[", at) || text.startsWith("team", at);
    }

    /// Blank as those who trim a line before they look for a command see it: fixed-width blanks count.
    private static boolean isBlank(String text, int end) {
        return text.substring(0, end).chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    private static boolean isHidden(int character) {
        int type = Character.getType(character);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static int pair(String text, int at, char c) {
        return text.codePointAt(Character.isHighSurrogate(c) ? at : at - 1);
    }

    private static boolean isPaired(String text, int at, char c) {
        return Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
