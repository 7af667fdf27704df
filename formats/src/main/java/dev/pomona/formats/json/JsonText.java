// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

/// Strings as JSON can carry them to every reader and every terminal.
final class JsonText {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private JsonText() {}

    /// Whether the text has characters that JSON allows to stand as they are but that do harm there: half of a
    /// surrogate pair is no UTF-8, the control characters from U+007F on steer terminals, direction marks make
    /// a line read other than it is, and U+2028 and U+2029 end a line of JavaScript.
    static boolean isDelicate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x7F) continue;
            if (isPair(text, i)) i++;
            else if (mustEscape(c)) return true;
        }
        return false;
    }

    /// The text as a JSON string, quotes included, with everything delicate as `\\uXXXX`.
    static String quoted(String text) {
        var out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (isPair(text, i)) out.append(c).append(text.charAt(++i));
                    else if (c < 0x20 || mustEscape(c)) escape(c, out);
                    else out.append(c);
                }
            }
        }
        return out.append('"').toString();
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static boolean mustEscape(char c) {
        return (c >= 0x7F && c <= 0x9F)
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xFEFF
                || Character.isSurrogate(c);
    }

    private static void escape(char c, StringBuilder out) {
        out.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[(c >> 8) & 0xF])
                .append(HEX[(c >> 4) & 0xF])
                .append(HEX[c & 0xF]);
    }
}
