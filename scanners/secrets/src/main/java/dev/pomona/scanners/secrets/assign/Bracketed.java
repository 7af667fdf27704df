// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isIdentifier;
import static dev.pomona.scanners.secrets.assign.Ascii.isLineEnd;
import static dev.pomona.scanners.secrets.assign.Ascii.isQuote;

/// Literals between other marks than quotes: `[[x]]` of Lua, `{|x|}` of OCaml, `q{x}` of Perl, `%q(x)` of Ruby,
/// `~s(x)` of Elixir, `R"(x)"` of C++, `<<"x">>` of Erlang, `''x''` of Nix, and documents that begin with `<<END`.
final class Bracketed {

    private static final int LONGEST_TAG = 16;

    private Bracketed() {}

    /// The text between the marks that open at `place`; [Span#NONE] when none do.
    static long at(byte[] text, int place, int end) {
        return switch (byteAt(text, place, end)) {
            case '[' -> ofLua(text, place, end);
            case '{' -> ofOcaml(text, place, end);
            case 'q' -> chosen(text, place + (byteAt(text, place + 1, end) == 'q' ? 2 : 1), end);
            case '%' -> chosenBehind(text, place, end, 'q', 'Q');
            case '~' -> chosenBehind(text, place, end, 's', 'S');
            case 'R' -> ofCpp(text, place + 1, end);
            case 'L', 'u', 'U' -> ofCppBehindPrefix(text, place, end);
            case '<' -> document(text, place, end);
            case '\'' -> ofNix(text, place, end);
            default -> Span.NONE;
        };
    }

    private static long ofLua(byte[] text, int place, int end) {
        int level = 0;
        while (level < LONGEST_TAG && byteAt(text, place + 1 + level, end) == '=') level++;
        int start = place + level + 2;
        if (byteAt(text, start - 1, end) != '[') return Span.NONE;
        for (int i = start; i < roof(start, end) && isInLine(text[i]); i++) {
            if (text[i] != ']') continue;
            int equal = 0;
            while (equal < level && byteAt(text, i + 1 + equal, end) == '=') equal++;
            if (equal == level && byteAt(text, i + 1 + level, end) == ']') return between(text, start, i);
        }
        return Span.NONE;
    }

    private static long ofOcaml(byte[] text, int place, int end) {
        int bar = Math.min(end, place + 1);
        while (bar < end && bar - place < LONGEST_TAG && isIdentifier(text[bar])) bar++;
        int tag = bar - place - 1;
        int start = bar + 1;
        if (byteAt(text, bar, end) != '|') return Span.NONE;
        for (int i = start; i < roof(start, end) && isInLine(text[i]); i++) {
            boolean isClosed =
                    text[i] == '|' && byteAt(text, i + 1 + tag, end) == '}' && isSame(text, place + 1, i + 1, tag, end);
            if (isClosed) return between(text, start, i);
        }
        return Span.NONE;
    }

    private static long chosenBehind(byte[] text, int place, int end, char one, char other) {
        byte letter = byteAt(text, place + 1, end);
        return letter == one || letter == other ? chosen(text, place + 2, end) : Span.NONE;
    }

    /// Behind a mark that lets one choose.
    private static long chosen(byte[] text, int place, int end) {
        byte close = switch (byteAt(text, place, end)) {
            case '(' -> ')';
            case '{' -> '}';
            case '[' -> ']';
            case '<' -> '>';
            case '|' -> '|';
            case '!' -> '!';
            default -> 0;
        };
        if (close == 0) return Span.NONE;
        for (int i = place + 1; i < roof(place, end) && isInLine(text[i]); i++) {
            if (text[i] != close) continue;
            return isIdentifier(byteAt(text, i + 1, end)) ? Span.NONE : between(text, place + 1, i);
        }
        return Span.NONE;
    }

    private static long ofCppBehindPrefix(byte[] text, int place, int end) {
        int at = place + (byteAt(text, place, end) == 'u' && byteAt(text, place + 1, end) == '8' ? 2 : 1);
        return byteAt(text, at, end) == 'R' ? ofCpp(text, at + 1, end) : Span.NONE;
    }

    private static long ofCpp(byte[] text, int quote, int end) {
        if (byteAt(text, quote, end) != '"') return Span.NONE;
        int open = quote + 1;
        while (open < end && open - quote <= LONGEST_TAG && isIdentifier(text[open])) open++;
        if (byteAt(text, open, end) != '(') return Span.NONE;
        int tag = open - quote - 1;
        for (int i = open + 1; i < roof(open, end); i++) {
            boolean isClosed =
                    text[i] == ')' && byteAt(text, i + 1 + tag, end) == '"' && isSame(text, quote + 1, i + 1, tag, end);
            if (isClosed) return Literal.trimmed(text, open + 1, i);
        }
        return Span.NONE;
    }

    /// Two single quotes are an empty text in most languages: what follows must look like the start of a value.
    private static long ofNix(byte[] text, int place, int end) {
        int start = place + 2;
        byte first = byteAt(text, start, end);
        if (byteAt(text, place + 1, end) != '\'' || !(Ascii.isLetter(first) || Ascii.isDigit(first))) return Span.NONE;
        for (int i = start; i < roof(start, end) && !Ascii.isSpace(text[i]); i++) {
            if (text[i] != '\'') continue;
            boolean isClosed = byteAt(text, i + 1, end) == '\'' && byteAt(text, i + 2, end) != '\'';
            return isClosed ? Span.of(start, i) : Span.NONE;
        }
        return Span.NONE;
    }

    /// `<<"x">>`, and lines up to one that is nothing but a word: `<<END`, `<<-'END'`, `<<~END`, `<<<END`.
    private static long document(byte[] text, int place, int end) {
        if (byteAt(text, place + 1, end) != '<') return Span.NONE;
        int at = place + 2;
        if (isQuote(byteAt(text, at, end))) {
            long value = Literal.at(text, at, end);
            boolean isBinary = value != Span.NONE && byteAt(text, Span.end(value) + 1, end) != '\n';
            if (isBinary) return value;
        }
        byte mark = byteAt(text, at, end);
        if (mark == '<' || mark == '-' || mark == '~') at++;
        boolean isQuoted = isQuote(byteAt(text, at, end));
        if (isQuoted) at++;
        int tag = at;
        while (at < end && at - tag < LONGEST_TAG && isIdentifier(text[at])) at++;
        int length = at - tag;
        if (length < 2 || Ascii.isDigit(text[tag])) return Span.NONE;
        if (isQuoted) at++;
        if (byteAt(text, at, end) == '\r') at++;
        if (at >= end || text[at] != '\n') return Span.NONE;
        int roof = roof(at, end);
        for (int line = at; line < roof; line++) {
            if (text[line] != '\n') continue;
            int word = Ascii.skipBlanks(text, line + 1, roof);
            boolean isEnd = isSame(text, tag, word, length, end) && !isIdentifier(byteAt(text, word + length, end));
            if (isEnd) return Literal.trimmed(text, at, line);
        }
        return Span.NONE;
    }

    private static boolean isSame(byte[] text, int one, int other, int length, int end) {
        for (int i = 0; i < length; i++) {
            if (text[one + i] != byteAt(text, other + i, end)) return false;
        }
        return true;
    }

    private static int roof(int start, int end) {
        return Math.min(end, start + Literal.LONGEST);
    }

    /// Lists of literals and calls look alike, but have quotes in them.
    private static boolean isInLine(byte b) {
        return !isLineEnd(b) && !isQuote(b);
    }

    private static long between(byte[] text, int start, int end) {
        return start < end && !Ascii.isSpace(text[start]) && text[start] != '[' ? Span.of(start, end) : Span.NONE;
    }
}
