// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

/// Small questions about ASCII text that all schemes ask. Unlike [Character] they know no other script.
final class Text {

    private Text() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isAlphanumeric(char c) {
        return isDigit(c) || isLetter(c);
    }

    /// The first index from `from` on that holds no digit.
    static int digitsEnd(String text, int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) i++;
        return i;
    }

    /// The first index from `from` on that holds no letter.
    static int lettersEnd(String text, int from) {
        int i = from;
        while (i < text.length() && isLetter(text.charAt(i))) i++;
        return i;
    }

    static boolean isNumber(String text, int from, int to) {
        return from < to && digitsEnd(text, from) >= to;
    }

    static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') return false;
        }
        return true;
    }

    static boolean isAt(String text, int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    /// Whether the text has neither control characters nor halves of surrogate pairs.
    static boolean isWhole(String text) {
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
            if (half || Character.isISOControl(character)) return false;
            i += Character.charCount(character);
        }
        return true;
    }

    /// For messages: bounded, and without characters that could play tricks on a terminal.
    static String printable(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 80); i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? '?' : c);
        }
        return text.length() > 80 ? out + "…" : out.toString();
    }
}
