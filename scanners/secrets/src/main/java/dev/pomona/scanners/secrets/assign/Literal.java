// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isIdentifier;
import static dev.pomona.scanners.secrets.assign.Ascii.isLetter;
import static dev.pomona.scanners.secrets.assign.Ascii.isLineEnd;
import static dev.pomona.scanners.secrets.assign.Ascii.isQuote;
import static dev.pomona.scanners.secrets.assign.Ascii.skipSpace;

/// Quoted text: with the prefixes of the languages, tripled and raw quotes, quotes that are themselves escaped because
/// the whole stands in a string, and in the conversions that leave a literal a literal.
final class Literal {

    /// The longest value that is looked at.
    static final int LONGEST = 8 * 1024;

    /// The last name of a call that only changes the type or the encoding of a literal.
    private static final String[] CONVERSIONS = {
        "atob",
        "b64decode",
        "byte",
        "bytes",
        "bytestring",
        "cstring",
        "decode",
        "encode",
        "from",
        "from_str",
        "frombase64string",
        "fromstring",
        "just",
        "literal",
        "new",
        "nsstring",
        "of",
        "plain",
        "plaintext",
        "protect",
        "ref",
        "secret",
        "secretkeyspec",
        "secretstr",
        "secretstring",
        "securestring",
        "sensitive",
        "some",
        "str",
        "string",
        "stringvalue",
        "symmetricsecuritykey",
        "text",
        "to_unbounded_string",
        "unicode",
        "utf8",
        "wrap",
        "getbytes",
        "u8",
        "lit"
    };

    /// Those that stand before a literal without brackets.
    private static final String[] PREFIXED = {
        "just", "mkdefault", "mkforce", "pack", "secret", "sensitive", "some", "to_unbounded_string"
    };

    private Literal() {}

    /// The text between the quotes that open at `place`; [Span#NONE] when none do, when they do not close, or when
    /// nothing is between.
    static long at(byte[] text, int place, int end) {
        long bracketed = Bracketed.at(text, place, end);
        if (bracketed != Span.NONE) return bracketed;
        int open = place;
        // r"", b"", rb"", f"", L"", N'', @"", $"", @$"", r#""#, $''
        for (int i = 0; i < 2 && isPrefix(byteAt(text, open, end)); i++) open++;
        int hashes = 0;
        while (hashes < 4 && byteAt(text, open, end) == '#') {
            hashes++;
            open++;
        }
        if (open > place && !isQuote(byteAt(text, open, end))) return Span.NONE;
        int escapes = 0;
        while (escapes < 7 && byteAt(text, open, end) == '\\') {
            escapes++;
            open++;
        }
        byte quote = byteAt(text, open, end);
        if (!isQuote(quote) || (hashes > 0 && quote != '"')) return Span.NONE;
        if (escapes > 0) return escaped(text, open + 1, end, quote, escapes);
        if (hashes > 0) return hashed(text, open + 1, end, hashes);
        if (byteAt(text, open + 1, end) == quote) {
            return byteAt(text, open + 2, end) == quote ? tripled(text, open + 3, end, quote) : Span.NONE;
        }
        return plain(text, open + 1, end, quote);
    }

    /// Like [#at], and also inside of parentheses, brackets, `new Type(`, `[]byte(` and the like.
    static long within(byte[] text, int place, int end) {
        int roof = Math.min(end, place + 64);
        int at = place;
        for (int depth = 0; depth < 4; depth++) {
            long value = at(text, at, end);
            if (value != Span.NONE) return depth > 0 && isKey(text, value, end) ? Span.NONE : value;
            int next = opened(text, at, roof);
            if (next < 0) return Span.NONE;
            at = skipSpace(text, next, roof);
        }
        return Span.NONE;
    }

    /// What stands behind the closing quote of a value.
    static int behind(byte[] text, int valueEnd, int end) {
        int at = valueEnd;
        while (at < end && (text[at] == '\\' || isQuote(text[at]) || text[at] == '#')) at++;
        return at;
    }

    /// Whether what was read is no value but the key of another one.
    static boolean isKey(byte[] text, long value, int end) {
        int at = Ascii.skipBlanks(text, behind(text, Span.end(value), end), Math.min(end, Span.end(value) + 64));
        byte next = byteAt(text, at, end);
        return next == ':' || next == '=';
    }

    private static boolean isPrefix(byte b) {
        return switch (b) {
            case 'r', 'R', 'b', 'B', 'u', 'U', 'f', 'F', 'L', 'N', '@', '$', '&', '*', 'q', 's', 'c' -> true;
            default -> false;
        };
    }

    /// The place behind an opening bracket or behind the start of a conversion; -1 when neither is here.
    private static int opened(byte[] text, int place, int roof) {
        byte first = byteAt(text, place, roof);
        if (first == '(' || (first == '{' && byteAt(text, place + 1, roof) != '{')) return place + 1;
        if (first == '&') return place + 1;
        int at = place;
        if (first == '[') {
            if (byteAt(text, place + 1, roof) != ']') return place + 1;
            at = place + 2;
        }
        int last = at;
        boolean named = false;
        while (at < roof) {
            byte b = text[at];
            if (isIdentifier(b)) {
                named = true;
                at++;
            } else if (b == '.' || b == ':' || b == '!' || b == '@') {
                at++;
                last = at;
                if (b == '!') return byteAt(text, at, roof) == '(' && named ? at + 1 : -1;
            } else if (b == ' ' && named && Ascii.isOneOf(text, last, at, new String[] {"new"})) {
                at++;
                last = at;
            } else {
                break;
            }
        }
        if (!named) return -1;
        byte open = byteAt(text, at, roof);
        if (open == '-' && Ascii.startsWith(text, last, roof, "convertto-securestring ")) {
            int value = skipSpace(text, last + 22, roof);
            return Ascii.startsWith(text, value, roof, "-string ") ? value + 8 : value;
        }
        if (open == ' ' && Ascii.isOneOf(text, last, at, PREFIXED)) {
            byte next = byteAt(text, at + 1, roof);
            return next == '(' ? at + 2 : isQuote(next) ? at + 1 : -1;
        }
        return open == '(' && Ascii.isOneOf(text, last, at, CONVERSIONS) ? at + 1 : -1;
    }

    private static long plain(byte[] text, int start, int end, byte quote) {
        int roof = Math.min(end, start + LONGEST);
        for (int i = start; i < roof; i++) {
            byte b = text[i];
            if (b == '\\' && quote != '`') {
                i++;
                if (i < roof && isLineEnd(text[i])) return Span.NONE;
            } else if (b == quote) {
                // Doubled, it stands for itself in SQL, VB and YAML.
                if (byteAt(text, i + 1, end) == quote && quote != '`' && isInner(byteAt(text, i + 2, end))) i++;
                else return i > start ? Span.of(start, i) : Span.NONE;
            } else if (isLineEnd(b) && quote != '`') {
                return Span.NONE;
            }
        }
        return Span.NONE;
    }

    private static boolean isInner(byte b) {
        return isLetter(b) || Ascii.isDigit(b);
    }

    private static long escaped(byte[] text, int start, int end, byte quote, int escapes) {
        int roof = Math.min(end, start + LONGEST);
        int run = 0;
        for (int i = start; i < roof; i++) {
            byte b = text[i];
            if (b == '\\') {
                run++;
            } else {
                if (b == quote && run <= escapes) {
                    int stop = i - run;
                    return stop > start ? Span.of(start, stop) : Span.NONE;
                }
                if (isLineEnd(b)) return Span.NONE;
                run = 0;
            }
        }
        return Span.NONE;
    }

    private static long tripled(byte[] text, int start, int end, byte quote) {
        int roof = Math.min(end, start + LONGEST);
        for (int i = start; i + 2 < roof; i++) {
            if (text[i] == '\\') i++;
            else if (text[i] == quote && text[i + 1] == quote && text[i + 2] == quote) return trimmed(text, start, i);
        }
        return Span.NONE;
    }

    private static long hashed(byte[] text, int start, int end, int hashes) {
        int roof = Math.min(end, start + LONGEST);
        for (int i = start; i < roof; i++) {
            if (text[i] != '"') continue;
            int count = 0;
            while (count < hashes && byteAt(text, i + 1 + count, end) == '#') count++;
            if (count == hashes) return i > start ? Span.of(start, i) : Span.NONE;
        }
        return Span.NONE;
    }

    static long trimmed(byte[] text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && Ascii.isSpace(text[from])) from++;
        while (to > from && Ascii.isSpace(text[to - 1])) to--;
        return to > from ? Span.of(from, to) : Span.NONE;
    }
}
