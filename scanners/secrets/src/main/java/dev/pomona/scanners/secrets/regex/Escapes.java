// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import org.jspecify.annotations.Nullable;

/// What a backslash and what follows it stand for, within and without classes.
final class Escapes {

    /// Added to a value that is a character, not a byte.
    static final int CHARACTER = 1 << 24;

    private final String pattern;
    private int end;

    Escapes(String pattern) {
        this.pattern = pattern;
    }

    /// Behind what was read last by [#value].
    int end() {
        return end;
    }

    /// A class such as `\d`; null when none starts at the backslash.
    @Nullable
    ByteSet set(int backslash) {
        if (backslash + 1 >= pattern.length()) return null;
        return switch (pattern.charAt(backslash + 1)) {
            case 'd' -> ByteSet.DIGIT;
            case 'D' -> ByteSet.DIGIT.inverse();
            case 's' -> ByteSet.SPACE;
            case 'S' -> ByteSet.SPACE.inverse();
            case 'w' -> ByteSet.WORD;
            case 'W' -> ByteSet.WORD.inverse();
            default -> null;
        };
    }

    /// A byte, or a character beyond ASCII plus [#CHARACTER].
    int value(int backslash) {
        if (backslash + 1 >= pattern.length()) throw error("there is nothing behind the backslash", backslash);
        char c = pattern.charAt(backslash + 1);
        end = backslash + 2;
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            case 'a' -> 0x07;
            case 'x' -> hexadecimal(backslash);
            case 'p', 'P' ->
                throw error("Unicode classes are not supported: a pattern is matched over bytes", backslash);
            case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k' ->
                throw error("back-references are not supported", backslash);
            case '0' -> throw error("write \\x00 for a null byte", backslash);
            default -> {
                if (Character.isLetterOrDigit(c)) throw error("no such escape", backslash);
                int character = character(backslash + 1);
                end = backslash + 1 + Character.charCount(character);
                yield character < 0x80 ? character : character + CHARACTER;
            }
        };
    }

    /// The character at a place; half of a surrogate pair is none.
    int character(int at) {
        int character = pattern.codePointAt(at);
        if (character >= 0xD800 && character <= 0xDFFF) throw error("half of a character", at);
        return character;
    }

    private int hexadecimal(int backslash) {
        int from = backslash + 2;
        boolean isBraced = from < pattern.length() && pattern.charAt(from) == '{';
        if (isBraced) from++;
        int to = isBraced ? pattern.indexOf('}', from) : from + 2;
        if (to <= from || to > pattern.length() || to - from > 6)
            throw error("\\x is followed by two hexadecimal digits, or by some in braces", backslash);
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = pattern.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) throw error("this is no hexadecimal digit", i);
            value = (value << 4) | digit;
        }
        if (value > Character.MAX_CODE_POINT || (value >= 0xD800 && value <= 0xDFFF))
            throw error("there is no such character", backslash);
        end = isBraced ? to + 1 : to;
        return value <= 0xFF ? value : value + CHARACTER;
    }

    private RegexException error(String message, int offset) {
        return new RegexException(message, pattern, offset);
    }
}
