// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A character that is written as an escape.
///
/// @param character the code point
/// @param width how many bytes the escape has
/// @param isHiding whether a plain search could overlook what is written so: escapes of quotes and line ends are
///     everywhere, and hide nothing
record Escape(int character, int width, boolean isHiding) {

    private static final Map<String, Integer> NAMED =
            Map.of("amp;", (int) '&', "lt;", (int) '<', "gt;", (int) '>', "quot;", (int) '"', "apos;", (int) '\'');
    private static final Escape NONE = new Escape(0, 0, false);
    private static final Escape[] SIMPLE = new Escape[128];

    static {
        String letters = "nrtbf\"'\\/";
        String meanings = "\n\r\t\b\f\"'\\/";
        for (int i = 0; i < letters.length(); i++) {
            SIMPLE[letters.charAt(i)] = new Escape(meanings.charAt(i), 2, false);
        }
    }

    /// Whether there is one.
    boolean isPresent() {
        return width > 0;
    }

    /// The `%41` that starts here.
    static Escape percent(byte[] text, int at, int end) {
        if (at + 3 > end) return NONE;
        int high = HexRuns.value(text[at + 1]);
        int low = HexRuns.value(text[at + 2]);
        if (high < 0 || low < 0) return NONE;
        int character = (high << 4) | low;
        return new Escape(character, 3, isVisible(character) && character != '"');
    }

    /// The escape of a programming language or of HTML that starts here, at a backslash or an ampersand.
    static Escape of(byte[] text, int at, int end) {
        return text[at] == '&' ? entity(text, at, end) : backslash(text, at, end);
    }

    private static Escape backslash(byte[] text, int at, int end) {
        if (at + 2 > end || text[at + 1] < 0) return NONE;
        byte letter = text[at + 1];
        Escape simple = SIMPLE[letter];
        if (simple != null) return simple;
        return switch (letter) {
            case 'u' -> hex(text, at + 2, end, 4);
            case 'x' -> hex(text, at + 2, end, 2);
            case '0', '1', '2', '3' -> octal(text, at, end);
            default -> NONE;
        };
    }

    /// Exactly so many digits, or any number of them up to six in braces.
    private static Escape hex(byte[] text, int start, int end, int digits) {
        boolean isBraced = start < end && text[start] == '{';
        int first = isBraced ? start + 1 : start;
        int character = 0;
        int at = first;
        for (; at < end && at - first < (isBraced ? 6 : digits) && HexRuns.value(text[at]) >= 0; at++) {
            character = (character << 4) | HexRuns.value(text[at]);
        }
        boolean isWhole = isBraced ? at > first && at < end && text[at] == '}' : at - first == digits;
        int width = at - start + 2 + (isBraced ? 1 : 0);
        return isWhole ? character(character, width) : NONE;
    }

    private static Escape octal(byte[] text, int at, int end) {
        if (at + 4 > end) return NONE;
        int character = 0;
        for (int i = at + 1; i < at + 4; i++) {
            if (text[i] < '0' || text[i] > '7') return NONE;
            character = (character << 3) | (text[i] - '0');
        }
        return character(character, 4);
    }

    private static Escape entity(byte[] text, int at, int end) {
        if (at + 4 > end) return NONE;
        if (text[at + 1] != '#') return named(text, at, end);
        boolean isHex = (text[at + 2] | 0x20) == 'x';
        int first = at + (isHex ? 3 : 2);
        int character = 0;
        int i = first;
        for (; i < end && i - first < 7; i++) {
            int digit = HexRuns.value(text[i]);
            if (digit < 0 || (digit > 9 && !isHex)) break;
            character = character * (isHex ? 16 : 10) + digit;
        }
        boolean isWhole = i > first && i < end && text[i] == ';' && character <= Character.MAX_CODE_POINT;
        return isWhole ? character(character, i + 1 - at) : NONE;
    }

    private static Escape named(byte[] text, int at, int end) {
        int length = Math.min(5, end - at - 1);
        String rest = new String(text, at + 1, length, StandardCharsets.ISO_8859_1);
        int semicolon = rest.indexOf(';');
        Integer character = semicolon < 0 ? null : NAMED.get(rest.substring(0, semicolon + 1));
        return character == null ? NONE : new Escape(character, semicolon + 2, false);
    }

    private static Escape character(int character, int width) {
        return new Escape(Math.min(character, Character.MAX_CODE_POINT), width, isVisible(character));
    }

    private static boolean isVisible(int character) {
        return character > ' ' && character < 0x7f;
    }
}
