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
        if (c == ':') return text.startsWith("::", at) && text.substring(0, at).isBlank();
        if (c == '#')
            return text.startsWith("##[", at) || text.startsWith("##vso[", at) || text.startsWith("##team", at);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return true;
        if (Character.isSurrogate(c)) return !isPaired(text, at, c);
        return Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isPaired(String text, int at, char c) {
        return Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
