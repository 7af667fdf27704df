// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

/// How a text divides into words: at whatever is neither letter nor digit, between letters and digits, and at the humps
/// of camelCase.
final class Words {

    static final int LOWER = 0;
    static final int CAPITALISED = 1;
    static final int UPPER = 2;
    static final int DIGITS = 3;

    private Words() {}

    /// The kind of the word that begins at a place; -1 when none does.
    static int kind(byte[] text, int at, int end) {
        byte b = text[at];
        if (isDigit(b)) return DIGITS;
        if (isLower(b)) return LOWER;
        if (!isUpper(b)) return -1;
        return at + 1 < end && isLower(text[at + 1]) ? CAPITALISED : UPPER;
    }

    /// The end of the word of a kind that begins at a place.
    static int end(byte[] text, int start, int end, int kind) {
        int at = start + 1;
        switch (kind) {
            case DIGITS -> {
                while (at < end && isDigit(text[at])) at++;
            }
            case UPPER -> {
                // Of `HTTPServer` the S begins the next word; of `IDs` the s ends this one.
                while (at < end
                        && isUpper(text[at])
                        && !(at + 2 < end && isLower(text[at + 1]) && isLower(text[at + 2]))) at++;
            }
            default -> {
                while (at < end && isLower(text[at])) at++;
            }
        }
        return at;
    }

    /// From 1 to 26.
    static int letter(byte b) {
        return (b | 32) - 'a' + 1;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean isLower(byte b) {
        return b >= 'a' && b <= 'z';
    }

    static boolean isUpper(byte b) {
        return b >= 'A' && b <= 'Z';
    }
}
