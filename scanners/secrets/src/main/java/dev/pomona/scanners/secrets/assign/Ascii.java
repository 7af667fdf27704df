// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

/// Kinds of bytes, and comparisons of ASCII words without regard to case. Nothing here allocates.
final class Ascii {

    private Ascii() {}

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    /// Of an identifier of a programming language; all bytes of non-ASCII letters are.
    static boolean isIdentifier(byte b) {
        return isLetter(b) || isDigit(b) || b == '_' || b < 0;
    }

    static boolean isQuote(byte b) {
        return b == '"' || b == '\'' || b == '`';
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    /// The byte at a place, or a line feed where the text has ended.
    static byte byteAt(byte[] text, int place, int end) {
        return place >= 0 && place < end ? text[place] : (byte) '\n';
    }

    /// Whether a lower-case word stands at a place, in whatever case.
    static boolean startsWith(byte[] text, int place, int end, String word) {
        if (place < 0 || place + word.length() > end) return false;
        for (int i = 0; i < word.length(); i++) {
            if (lower(text[place + i]) != word.charAt(i)) return false;
        }
        return true;
    }

    /// Whether a lower-case word stands at a place and is not part of a longer one.
    static boolean isWord(byte[] text, int place, int end, String word) {
        return startsWith(text, place, end, word) && !isIdentifier(byteAt(text, place + word.length(), end));
    }

    /// Whether [start, end) is one of some lower-case words, in whatever case.
    static boolean isOneOf(byte[] text, int start, int end, String[] words) {
        for (String word : words) {
            if (word.length() == end - start && startsWith(text, start, end, word)) return true;
        }
        return false;
    }

    /// Whether a name is written like a constant: letters, all of them large.
    static boolean isConstant(byte[] text, int start, int end) {
        boolean isNamed = false;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (!isIdentifier(b) || b < 0 || (b >= 'a' && b <= 'z')) return false;
            isNamed |= isLetter(b);
        }
        return isNamed;
    }

    static int skipBlanks(byte[] text, int place, int end) {
        int at = place;
        while (at < end && isBlank(text[at])) at++;
        return at;
    }

    static int skipSpace(byte[] text, int place, int end) {
        int at = place;
        while (at < end && isSpace(text[at])) at++;
        return at;
    }

    /// The place behind the last byte before `place` that is no blank, but not before `floor`.
    static int backOverBlanks(byte[] text, int place, int floor) {
        int at = place;
        while (at > floor && isBlank(text[at - 1])) at--;
        return at;
    }

    /// Where the identifier begins that ends at `place`; `place` when there is none. Not before `floor`.
    static int backOverWord(byte[] text, int place, int floor) {
        int at = place;
        while (at > floor && isIdentifier(text[at - 1])) at--;
        return at;
    }
}
