// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isIdentifier;
import static dev.pomona.scanners.secrets.assign.Ascii.isLineEnd;
import static dev.pomona.scanners.secrets.assign.Ascii.isSpace;

/// Where a name stands in its line.
enum Place {
    /// First, or behind a word such as `export`.
    LINE,
    /// Behind a delimiter that also ends its value.
    DELIMITED,
    /// At the start of what is in quotes.
    STRING,
    /// Among words.
    WORDS,
    /// As the name of an option.
    ARGUMENT,
    /// In a list with commas.
    LIST,
    /// In an expression.
    CODE;

    private static final String[] BEFORE_NAMES = {
        "export",
        "set",
        "setx",
        "env",
        "arg",
        "local",
        "readonly",
        "declare",
        "setenv",
        "override",
        "run",
        "environment",
        "-e",
        "-D"
    };

    /// Where the name stands, told by what is in front of it in its line.
    static Place of(byte[] text, int nameStart) {
        int floor = Math.max(0, nameStart - 256);
        int at = Ascii.backOverBlanks(text, nameStart, floor);
        if (at == floor) return floor == 0 ? LINE : CODE;
        byte before = text[at - 1];
        boolean adjacent = at == nameStart;
        switch (before) {
            case '\n', '\r' -> {
                return LINE;
            }
            case ';', '&', '?' -> {
                if (adjacent) return DELIMITED;
                return before == ';' ? isCommentMark(text, at - 1, floor) ? LINE : DELIMITED : WORDS;
            }
            case '#', '*', '|' -> {
                return LINE;
            }
            case ':' -> {
                // `//registry/:_authToken=…` of npm
                if (!adjacent) return isOfTarget(text, nameStart, at - 1, floor) ? LINE : WORDS;
                if (at - 2 >= floor && text[at - 2] == '/') return STRING;
                // `:name: value`, a symbol as a key
                int line = Ascii.backOverBlanks(text, at - 1, floor);
                return line == 0 || isLineEnd(byteAt(text, line - 1, text.length)) ? LINE : CODE;
            }
            case '/' -> {
                return at - 2 >= floor && text[at - 2] == '/' ? LINE : CODE;
            }
            case '"', '\'', '`' -> {
                return adjacent ? STRING : WORDS;
            }
            case '-' -> {
                if (adjacent) return ARGUMENT;
                int dash = at - 1;
                while (dash > floor && text[dash - 1] == '-') dash--;
                int line = Ascii.backOverBlanks(text, dash, floor);
                return line == 0 || isLineEnd(text[line - 1]) || (line > floor && text[line - 1] == '#') ? LINE : WORDS;
            }
            case '{', ',' -> {
                return LIST;
            }
            case '=' -> {
                return adjacent ? behindEquals(text, at - 1, floor) : CODE;
            }
            case '(', '[', '<', '+', '!', '%', '@', '$' -> {
                return CODE;
            }
            case 'n' -> {
                // A line break written as an escape: `"user=x\npassword=y"`.
                if (adjacent && at - 2 >= floor && text[at - 2] == '\\') return STRING;
            }
            default -> {}
        }
        int word = at;
        while (word > floor && !isSpace(text[word - 1])) word--;
        if (Ascii.isOneOf(text, word, at, BEFORE_NAMES)) return LINE;
        return adjacent ? CODE : WORDS;
    }

    /// `target: NAME = value` of Make.
    private static boolean isOfTarget(byte[] text, int nameStart, int colon, int floor) {
        int nameEnd = nameStart;
        while (nameEnd < text.length && isIdentifier(text[nameEnd])) nameEnd++;
        int word = colon;
        while (word > floor && !isSpace(text[word - 1])) word--;
        boolean isFirst = word == 0 || isLineEnd(text[word - 1]);
        return isFirst && word < colon && Ascii.isConstant(text, nameStart, nameEnd);
    }

    /// `Environment=NAME=value` of systemd, `--option=name=value`.
    private static Place behindEquals(byte[] text, int equals, int floor) {
        int word = equals;
        while (word > floor && (isIdentifier(text[word - 1]) || text[word - 1] == '-')) word--;
        if (word < equals && text[word] == '-') return ARGUMENT;
        boolean isFirst = word == 0 || isLineEnd(text[word - 1]);
        return isFirst && Ascii.isOneOf(text, word, equals, BEFORE_NAMES) ? LINE : CODE;
    }

    private static boolean isCommentMark(byte[] text, int place, int floor) {
        int line = Ascii.backOverBlanks(text, place, floor);
        return line == 0 || isLineEnd(text[line - 1]);
    }
}
