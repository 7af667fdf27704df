// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isBlank;
import static dev.pomona.scanners.secrets.assign.Ascii.isIdentifier;
import static dev.pomona.scanners.secrets.assign.Ascii.isLineEnd;
import static dev.pomona.scanners.secrets.assign.Ascii.isQuote;

import org.jspecify.annotations.Nullable;

/// Statements that are told by their words, or have the value first: `MOVE "x" TO name`, `name PIC X(9) VALUE "x"`,
/// `set name to "x"`, `"x" -> name`, `(name . "x")`, `define name`, and a row of a table.
final class Statement {

    private static final int GAP = 128;
    private static final int BEFORE = 256;

    /// What follows a name in a declaration of COBOL or ABAP.
    private static final String[] DECLARING = {"comp", "length", "pic", "picture", "type", "usage", "value"};

    private Statement() {}

    /// What a statement gives to the name at [start, stop); [open, close) is the same with its quotes.
    static @Nullable Assignment about(byte[] text, int start, int stop, int open, int close, int end) {
        if (open < start) return null;
        long value = switch (byteAt(text, Ascii.skipBlanks(text, close, Math.min(end, close + GAP)), end)) {
            case 'c', 'C', 'l', 'L', 'p', 'P', 't', 'T', 'u', 'U', 'v', 'V', '(' -> ofDeclaration(text, close, end);
            case '{' -> ofInitializer(text, close, end);
            case ')' -> ofElement(text, start, close, end);
            case '.' -> ofDottedPair(text, start, close, end);
            case '|' -> ofRow(text, start, close, end);
            case '\r', '\n' -> ofDefinition(text, start, close, end);
            default -> Span.NONE;
        };
        if (value == Span.NONE) value = ofSetting(text, start, close, end);
        if (value == Span.NONE) value = before(text, start);
        return value == Span.NONE ? null : new Assignment(start, stop, Span.start(value), Span.end(value), Form.QUOTED);
    }

    /// `PIC X(20) VALUE IS 'x'`, `TYPE c LENGTH 20 VALUE 'x'`, `(20) TYPE c VALUE 'x'`.
    private static long ofDeclaration(byte[] text, int place, int end) {
        int roof = Math.min(end, place + GAP);
        int at = place;
        while (at < roof && !isBlank(text[at])) {
            if (text[at] != '(' && text[at] != ')' && !Ascii.isDigit(text[at])) return Span.NONE;
            at++;
        }
        int first = Ascii.skipBlanks(text, at, roof);
        int word = first;
        while (word < roof) {
            int stop = word;
            while (stop < roof && isDeclared(text[stop])) stop++;
            if (stop == word || (word == first && !Ascii.isOneOf(text, word, stop, DECLARING))) return Span.NONE;
            boolean isValue = Ascii.isOneOf(text, word, stop, new String[] {"value"});
            word = Ascii.skipBlanks(text, stop, roof);
            if (!isValue) continue;
            if (Ascii.isWord(text, word, roof, "is")) word = Ascii.skipBlanks(text, word + 2, roof);
            return isQuote(byteAt(text, word, roof)) ? Literal.at(text, word, end) : Span.NONE;
        }
        return Span.NONE;
    }

    private static boolean isDeclared(byte b) {
        return isIdentifier(b) || b == '(' || b == ')' || b == '-';
    }

    /// `name{"x"}` of C++.
    private static long ofInitializer(byte[] text, int place, int end) {
        if (byteAt(text, place, end) != '{') return Span.NONE;
        long value = Literal.at(text, place + 1, end);
        return value != Span.NONE && byteAt(text, Span.end(value) + 1, end) == '}' ? value : Span.NONE;
    }

    /// `set array(name) "x"` of Tcl.
    private static long ofElement(byte[] text, int start, int place, int end) {
        int floor = Math.max(0, start - BEFORE);
        int blank = Ascii.skipBlanks(text, place + 1, Math.min(end, place + GAP));
        boolean isElement = start > floor && text[start - 1] == '(' && blank > place + 1 && isInSet(text, start, floor);
        return isElement && isQuote(byteAt(text, blank, end)) ? Literal.at(text, blank, end) : Span.NONE;
    }

    /// `(name . "x")` of Lisp.
    private static long ofDottedPair(byte[] text, int start, int place, int end) {
        int dot = Ascii.skipBlanks(text, place, Math.min(end, place + GAP));
        if (start == 0 || text[start - 1] != '(' || dot == place || !isBlank(byteAt(text, dot + 1, end))) {
            return Span.NONE;
        }
        return Literal.at(text, Ascii.skipBlanks(text, dot + 1, Math.min(end, dot + GAP)), end);
    }

    /// `| name | \`x\` |` of Markdown.
    private static long ofRow(byte[] text, int start, int place, int end) {
        int floor = Math.max(0, start - BEFORE);
        int bar = Ascii.backOverBlanks(text, start, floor);
        if (bar == floor || text[bar - 1] != '|') return Span.NONE;
        int cell = Ascii.skipBlanks(text, place, Math.min(end, place + GAP)) + 1;
        int value = Ascii.skipBlanks(text, cell, Math.min(end, cell + GAP));
        if (byteAt(text, value, end) != '`') return Span.NONE;
        long found = Literal.at(text, value, end);
        if (found == Span.NONE) return Span.NONE;
        int after = Span.end(found) + 1;
        return byteAt(text, Ascii.skipBlanks(text, after, Math.min(end, after + GAP)), end) == '|' ? found : Span.NONE;
    }

    /// `define name`, the value in the next line, `endef`, of Make.
    private static long ofDefinition(byte[] text, int start, int place, int end) {
        int word = start - "define ".length();
        if (word < 0 || !Ascii.startsWith(text, word, end, "define ")) return Span.NONE;
        if (word > 0 && !isLineEnd(text[word - 1])) return Span.NONE;
        int line = Ascii.skipSpace(text, place, Math.min(end, place + GAP));
        int stop = line;
        int roof = Math.min(end, line + Literal.LONGEST);
        while (stop < roof && !isLineEnd(text[stop])) stop++;
        int next = Ascii.skipSpace(text, stop, Math.min(end, stop + 4));
        return Ascii.isWord(text, next, end, "endef") ? Literal.trimmed(text, line, stop) : Span.NONE;
    }

    /// `set name to "x"` of AppleScript.
    private static long ofSetting(byte[] text, int start, int place, int end) {
        int at = Ascii.skipBlanks(text, place, Math.min(end, place + GAP));
        if (at == place || !Ascii.isWord(text, at, end, "to")) return Span.NONE;
        if (!isInSet(text, start, Math.max(0, start - BEFORE))) return Span.NONE;
        int value = Ascii.skipBlanks(text, at + 2, Math.min(end, at + GAP));
        return isQuote(byteAt(text, value, end)) ? Literal.at(text, value, end) : Span.NONE;
    }

    /// Whether the line begins with `set`.
    private static boolean isInSet(byte[] text, int place, int floor) {
        int line = place;
        while (line > floor && !isLineEnd(text[line - 1])) line--;
        if (line == floor && floor > 0) return false;
        return Ascii.startsWith(text, Ascii.skipBlanks(text, line, place), place, "set ");
    }

    /// `MOVE "x" TO name` of COBOL and ABAP, `"x" -> name` of R.
    private static long before(byte[] text, int start) {
        int floor = Math.max(0, start - BEFORE);
        int word = Ascii.backOverBlanks(text, start, floor);
        boolean isMoved = word - 2 > floor && Ascii.startsWith(text, word - 2, word, "to") && word < start;
        boolean isArrow = word - 2 > floor && text[word - 1] == '>' && text[word - 2] == '-';
        if (!isMoved && !isArrow) return Span.NONE;
        int close = Ascii.backOverBlanks(text, word - 2, floor) - 1;
        if (close <= floor || !isQuote(text[close])) return Span.NONE;
        int open = close - 1;
        while (open > floor && text[open] != text[close] && !isLineEnd(text[open])) open--;
        if (text[open] != text[close] || open + 1 == close) return Span.NONE;
        int verb = Ascii.backOverBlanks(text, open, floor);
        boolean isFirst = verb == 0 || isLineEnd(text[verb - 1]);
        boolean isVerb = verb - 4 >= floor && Ascii.startsWith(text, verb - 4, verb, "move");
        return (isMoved && isVerb) || (isArrow && isFirst) ? Span.of(open + 1, close) : Span.NONE;
    }
}
