// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isBlank;
import static dev.pomona.scanners.secrets.assign.Ascii.isIdentifier;
import static dev.pomona.scanners.secrets.assign.Ascii.isLineEnd;
import static dev.pomona.scanners.secrets.assign.Ascii.isQuote;
import static dev.pomona.scanners.secrets.assign.Ascii.isSpace;

import org.jspecify.annotations.Nullable;

/// Values without quotes. In configuration they are literals, in code they are variables and calls; which of them it
/// is shows in where the name stands and in how the value ends.
final class Bare {

    /// The longest value that is looked at where the name does not begin a line: many may stand in one.
    private static final int LONGEST_WITHIN = 1024;

    private static final String[] NO_VALUES = {
        "null",
        "nil",
        "none",
        "undefined",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "new",
        "await",
        "async",
        "lambda",
        "function",
        "func",
        "fn",
        "typeof",
        "return",
        "not",
        "void",
        "nothing",
        "nan",
        "if",
        "self",
        "this"
    };

    private Bare() {}

    /// The value at `place`, behind an operator, of the name at [name, nameStop); [nameStart, nameEnd) is the same with
    /// its quotes.
    static @Nullable Assignment at(
            byte[] text, int name, int nameStop, int nameStart, int nameEnd, int place, int end, boolean colon) {
        boolean spaced = isBlank(byteAt(text, place, end));
        boolean spacedBefore = nameEnd < end && isBlank(text[nameEnd]);
        int start = Ascii.skipBlanks(text, place, Math.min(end, place + 64));
        if (colon) start = overYamlMarks(text, start, end);
        if (start >= end || isSpace(text[start])) return null;
        byte first = text[start];
        if (!canBegin(text, start, end, first, spaced)) return null;

        Place where = Place.of(text, nameStart);
        if (where == Place.CODE) return null;
        int stop = end(text, start, end, where, nameStart, spaced || spacedBefore || colon);
        if (stop <= start || stop - start > Literal.LONGEST) return null;
        if (Ascii.isOneOf(text, start, stop, NO_VALUES)) return null;
        boolean word = isWord(text, start, stop);
        if (word && isCodeName(text, nameStart)) return null;
        if (isCall(text, start, stop, end) || (stop - start > 1 && isOpening(text[stop - 1]))) return null;

        byte next = byteAt(text, stop, end);
        int after = Ascii.skipBlanks(text, stop, Math.min(end, stop + 64));
        byte follows = byteAt(text, after, end);
        boolean ends = isLineEnd(follows)
                || (follows == '#' && after > stop)
                || isQuote(follows)
                || follows == '\\'
                || follows == '<';
        if (next == '/' && byteAt(text, stop + 1, end) == '/') ends = true;
        return switch (where) {
            case LINE -> {
                // behind a space, a semicolon begins a comment of a file of settings, or another command of a shell
                boolean isComment = follows == ';' && after > stop && isBlank(byteAt(text, after + 1, end));
                boolean statement = (follows == ';' && !isComment)
                        || follows == ','
                        || follows == '{'
                        || follows == '+'
                        || follows == '.';
                if (statement && word && (spaced || spacedBefore || colon)) yield null;
                if (follows == '?' || (follows == '|' && byteAt(text, after + 1, end) == '|')) yield null;
                yield new Assignment(
                        name,
                        nameStop,
                        start,
                        stop,
                        ends || statement || isComment || (!colon && !spaced) ? Form.BARE : Form.WORD);
            }
            case DELIMITED, STRING -> new Assignment(name, nameStop, start, stop, Form.BARE);
            case ARGUMENT -> new Assignment(name, nameStop, start, stop, Form.ARGUMENT);
            case WORDS -> {
                if (colon ? !spaced || (word && !ends) : spaced || spacedBefore) yield null;
                yield next == ',' || next == ')'
                        ? null
                        : new Assignment(name, nameStop, start, stop, ends ? Form.BARE : Form.WORD);
            }
            case LIST ->
                word || (!colon && (spaced || spacedBefore))
                        ? null
                        : new Assignment(name, nameStop, start, stop, Form.BARE);
            case CODE -> null;
        };
    }

    /// The value at `place`, in the line below that of its name, which ends in a backslash.
    static @Nullable Assignment continued(byte[] text, int name, int nameStop, int nameStart, int place, int end) {
        if (Place.of(text, nameStart) != Place.LINE || place >= end) return null;
        int stop = end(text, place, end, Place.LINE, nameStart, true);
        if (stop <= place || stop - place > Literal.LONGEST || !canBegin(text, place, end, text[place], true))
            return null;
        byte follows = byteAt(text, Ascii.skipBlanks(text, stop, Math.min(end, stop + 64)), end);
        boolean isValue = isLineEnd(follows)
                && text[place] != '-'
                && !Ascii.isOneOf(text, place, stop, NO_VALUES)
                && !isCall(text, place, stop, end);
        return isValue ? new Assignment(name, nameStop, place, stop, Form.BARE) : null;
    }

    /// The place behind `&anchor`, `!!str` and `!!binary`.
    private static int overYamlMarks(byte[] text, int place, int end) {
        int at = place;
        for (int i = 0; i < 2; i++) {
            boolean anchor = byteAt(text, at, end) == '&' && isIdentifier(byteAt(text, at + 1, end));
            if (!anchor && !Ascii.startsWith(text, at, end, "!!")) return at;
            int roof = Math.min(end, at + 64);
            while (at < roof && !isSpace(text[at])) at++;
            at = Ascii.skipBlanks(text, at, roof);
        }
        return at;
    }

    private static boolean canBegin(byte[] text, int start, int end, byte first, boolean spaced) {
        byte second = byteAt(text, start + 1, end);
        return switch (first) {
            case '"', '\'', '`', '(', ')', ',', ';', ']', '}', ':', '?' -> false;
            case '=' -> false;
            case '#' -> (!spaced && second != ' ') || second == '{';
            case '[' -> false;
            case '{' ->
                second == '{'
                        || Ascii.startsWith(text, start, end, "{cipher}")
                        || Ascii.startsWith(text, start, end, "{noop}");
            case '$' -> second == '{' || second == '(';
            case '&', '!' -> !isIdentifier(second);
            case '*' -> !isIdentifier(second);
            case '|' -> !isSpace(second) && second != '|' && second != '-' && second != '+';
            case '>' -> false;
            case '<' -> second != '<';
            default -> true;
        };
    }

    /// The end of the value: at space, at a quote, or at a delimiter that its place calls for.
    private static int end(byte[] text, int start, int end, Place where, int nameStart, boolean loose) {
        int roof = Math.min(end, start + (where == Place.LINE ? Literal.LONGEST + 1 : LONGEST_WITHIN));
        byte delimiter = where == Place.DELIMITED ? text[Ascii.backOverBlanks(text, nameStart, 0) - 1] : 0;
        if (delimiter == '?') delimiter = '&';
        int templates = 0;
        int at = start;
        while (at < roof) {
            byte b = text[at];
            if (isLineEnd(b)) break;
            byte next = byteAt(text, at + 1, end);
            if (templates > 0) {
                // Spaces and quotes inside of a template belong to it.
                if (b == '}' || b == ')') templates--;
                else if (b == '{' || b == '(') templates++;
            } else if (((b == '$' || b == '#' || b == '{') && next == '{') || (b == '$' && next == '(')) {
                templates = 1 + (b == '{' ? 1 : 0);
                at++;
            } else if (b == '<' && next == '%') {
                int close = templateEnd(text, at, roof);
                if (close > 0) at = close - 1;
            } else if (isBlank(b) || isQuote(b) || b == delimiter) {
                break;
            } else if (b == '\\' && (isQuote(next) || isLineEnd(next) || next == 'n' || next == 'r' || next == '\\')) {
                break;
            } else if (b == '&' && (next == '&' || (where == Place.STRING && delimiter == 0 && isIdentifier(next)))) {
                break;
            } else if ((b == ';' || b == ',' || b == ')' || b == ']' || b == '}') && isFinal(text, at + 1, end)) {
                break;
            } else if (b == '<' && next == '/') {
                break;
            } else if ((b == ';' || b == ',') && where == Place.STRING && isIdentifier(next)) {
                break;
            } else if (b == ',' && where == Place.LIST) {
                break;
            }
            at++;
        }
        if (at == roof && roof < end && !isSpace(text[roof])) return -1;
        if (templates > 0) {
            int space = start;
            while (space < at && !isBlank(text[space])) space++;
            at = space;
        }
        while (at > start + 1
                && loose
                && (text[at - 1] == '.' || text[at - 1] == ',')
                && isSpace(byteAt(text, at, end))) at--;
        return at;
    }

    private static int templateEnd(byte[] text, int place, int roof) {
        for (int i = place + 2; i + 1 < roof && !isLineEnd(text[i]); i++) {
            if (text[i] == '%' && text[i + 1] == '>') return i + 2;
        }
        return -1;
    }

    /// Whether nothing of a value follows at a place: space, a quote, or another closing mark.
    private static boolean isFinal(byte[] text, int place, int end) {
        for (int i = place; i < end && i < place + 8; i++) {
            byte b = text[i];
            if (isSpace(b) || isQuote(b) || b == '<' || b == '\\') return true;
            if (b != ';' && b != ',' && b != ')' && b != ']' && b != '}') return false;
        }
        return true;
    }

    /// Whether all of it could be a variable, a field or a path of names.
    private static boolean isWord(byte[] text, int start, int stop) {
        if (Ascii.isDigit(text[start])) return false;
        for (int i = start; i < stop; i++) {
            byte b = text[i];
            if (!isIdentifier(b) && b != '.' && b != ':' && b != '?' && b != '!' && b != '>' && b != '$') return false;
        }
        return true;
    }

    private static boolean isOpening(byte b) {
        return b == '(' || b == '{' || b == '[';
    }

    /// Whether the name can only stand in code: `self.x`, `$x`, `@x`, `this->x`.
    private static boolean isCodeName(byte[] text, int nameStart) {
        if (nameStart > 0) {
            byte before = text[nameStart - 1];
            if (before == '$' || before == '@' || before == '>') return true;
        }
        return text[nameStart] == '$'
                || Ascii.startsWith(text, nameStart, text.length, "self.")
                || Ascii.startsWith(text, nameStart, text.length, "this.");
    }

    /// Whether it is a call or an element: a name, an opening bracket, and the closing one on the same line.
    private static boolean isCall(byte[] text, int start, int stop, int end) {
        int at = start;
        while (at < stop
                && (isIdentifier(text[at])
                        || text[at] == '.'
                        || text[at] == ':'
                        || text[at] == '!'
                        || text[at] == '>'
                        || text[at] == '-'
                        || text[at] == '&'
                        || text[at] == '*'
                        || text[at] == '?'
                        || text[at] == '<')) at++;
        if (at == start) return false;
        byte open = at < end ? text[at] : 0;
        if (open != '(' && open != '[') return false;
        if (at - start == 3 && Ascii.startsWith(text, start, end, "enc")) return false; // encrypted in place
        byte close = open == '(' ? (byte) ')' : (byte) ']';
        int roof = Math.min(end, at + 256);
        for (int i = at + 1; i < roof && !isLineEnd(text[i]); i++) {
            if (text[i] == close) return true;
        }
        // A call whose arguments go on in the next line, or one that a quote cuts short.
        return at + 1 >= stop;
    }
}
