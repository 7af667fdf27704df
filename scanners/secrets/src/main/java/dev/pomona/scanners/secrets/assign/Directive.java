// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isLineEnd;
import static dev.pomona.scanners.secrets.assign.Ascii.isQuote;

import org.jspecify.annotations.Nullable;

/// A line that is a name and a value without quotes: `ENV NAME value`, `setenv NAME value`, `set -x NAME value`,
/// `set name {value}`, `name value`.
final class Directive {

    private static final int GAP = 256;
    private static final int BEFORE = 64;
    private static final int MOST_OPTIONS = 4;
    private static final String[] WORDS = {"env", "arg", "set", "setenv", "setx", "export"};

    private Directive() {}

    /// The value at `place`, behind the space that follows the name.
    static @Nullable Assignment at(byte[] text, int start, int stop, int place, int end) {
        int floor = Math.max(0, start - BEFORE);
        int at = Ascii.backOverBlanks(text, start, floor);
        boolean isLine = at == 0 || (at > floor && isLineEnd(text[at - 1]));
        if (!isLine) {
            int word = Ascii.backOverWord(text, backOverOptions(text, at, floor), floor);
            boolean isFirst = word == 0 || isLineEnd(text[word - 1]);
            int wordEnd = word;
            while (wordEnd < at && Ascii.isIdentifier(text[wordEnd])) wordEnd++;
            if (!isFirst || !Ascii.isOneOf(text, word, wordEnd, WORDS)) return null;
        }
        int roof = Math.min(end, place + GAP);
        int value = place;
        while (value < roof && !Ascii.isSpace(text[value])) value++;
        int after = Ascii.skipBlanks(text, value, roof);
        boolean isEnd = after == end
                || (after < roof && isLineEnd(text[after]))
                || (!isLine && after > value && text[after] == '#');
        if (!isEnd || value == place) return null;
        boolean isBraced = !isLine && text[place] == '{' && text[value - 1] == '}' && value - place > 2;
        int from = isBraced ? place + 1 : place;
        int to = isBraced ? value - 1 : value;
        return isValue(text, from, to) ? new Assignment(start, stop, from, to, Form.DIRECTIVE) : null;
    }

    /// `-x`, `--export` and the like, between the first word of the line and the name.
    private static int backOverOptions(byte[] text, int place, int floor) {
        int at = place;
        for (int i = 0; i < MOST_OPTIONS; i++) {
            int word = at;
            while (word > floor && !Ascii.isSpace(text[word - 1])) word--;
            if (word == at || text[word] != '-') return at;
            at = Ascii.backOverBlanks(text, word, floor);
        }
        return at;
    }

    private static boolean isValue(byte[] text, int start, int end) {
        byte first = text[start];
        byte next = byteAt(text, start + 1, end);
        if (first == '$' && end - start > 1 && next != '{' && next != '(') return false;
        for (int i = start; i < end; i++) {
            if (text[i] == '(' || isQuote(text[i])) return false;
        }
        return switch (first) {
            case '=', ':', '{', '-', '/', '#' -> false;
            default ->
                switch (text[end - 1]) {
                    case '{', ';', ',', ':', ')', '=' -> false;
                    default -> true;
                };
        };
    }
}
