// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isBlank;
import static dev.pomona.scanners.secrets.assign.Ascii.isQuote;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds what is assigned to a name, knowing neither the language nor anything but the bytes around the place. It looks
/// at most 256 bytes back, as much over a gap, and 8 KiB into a value, and allocates nothing when it finds nothing.
///
/// What is not a literal (a call, a variable, a reference) is no assignment here. A template (`${X}`, `{{ x }}`) that
/// stands where a literal would is one: whoever asks can say why it is no secret.
public final class AssignmentParser {

    private static final int GAP = 64;
    private static final int LONGEST_LABEL = 40;

    private AssignmentParser() {}

    /// The assignment to the name that contains [keywordStart, keywordEnd); `null` when it is no name or nothing static
    /// is assigned to it. A keyword that ends in `://` asks for the user and password behind it.
    ///
    /// @param end where the text ends
    /// @throws IndexOutOfBoundsException when the places are not in the text
    public static @Nullable Assignment at(byte[] text, int keywordStart, int keywordEnd, int end) {
        Objects.checkFromToIndex(0, end, text.length);
        Objects.checkFromToIndex(keywordStart, keywordEnd, end);
        if (keywordStart == keywordEnd) return null;
        if (keywordEnd - keywordStart > 2 && text[keywordEnd - 1] == '/' && text[keywordEnd - 2] == '/') {
            return userInfo(text, keywordEnd, end);
        }
        long name = Name.around(text, keywordStart, keywordEnd, end);
        if (name == Span.NONE) return null;
        int start = Span.start(name);
        int stop = Span.end(name);

        int escapes = 0;
        int open = labelStart(text, start, stop, end);
        int close = open < start ? stop + 1 : stop;
        if (start > 0 && isQuote(text[start - 1])) {
            int before = start - 1;
            while (escapes < 7 && before - escapes > 0 && text[before - escapes - 1] == '\\') escapes++;
            if (closes(text, stop, end, text[before], escapes)) {
                open = before - escapes;
                close = stop + escapes + 1;
            }
        }
        Assignment found = Template.defaultOf(text, start, stop, end);
        if (found == null) found = Markup.element(text, start, stop, end);
        if (found == null) found = Pair.beside(text, start, stop, open, close, end);
        if (found == null) found = assigned(text, start, stop, open, close, keywordEnd, end);
        if (found == null) found = Statement.about(text, start, stop, open, close, end);
        if (found == null && open == start) found = CommandLine.ofClient(text, start, stop, end);
        return found == null ? null : Scheme.narrowed(text, Template.narrowed(text, found));
    }

    /// Where the quotes open in which a name ends that other words stand before, as in `"Admin password"`; `start` when
    /// there are none.
    private static int labelStart(byte[] text, int start, int stop, int end) {
        byte quote = byteAt(text, stop, end);
        if (start == 0 || text[start - 1] != ' ' || (quote != '"' && quote != '\'')) return start;
        int floor = Math.max(0, start - LONGEST_LABEL);
        int at = start - 1;
        while (at > floor && (text[at] == ' ' || Ascii.isIdentifier(text[at]))) at--;
        return text[at] == quote && text[at + 1] != ' ' ? at : start;
    }

    private static boolean closes(byte[] text, int place, int end, byte quote, int escapes) {
        for (int i = 0; i < escapes; i++) {
            if (byteAt(text, place + i, end) != '\\') return false;
        }
        return byteAt(text, place + escapes, end) == quote;
    }

    private static @Nullable Assignment assigned(
            byte[] text, int start, int stop, int open, int close, int keywordEnd, int end) {
        boolean quoted = open < start;
        int roof = Math.min(end, close + GAP);
        int at = close + (isEarmuffed(text, start, stop, end) ? 1 : 0);
        boolean closed = false;
        for (int i = 0; i < 3; i++) {
            int next = Ascii.skipBlanks(text, at, roof);
            byte b = byteAt(text, next, roof);
            if (b == '[' && !quoted && next == at) {
                next = subscriptEnd(text, next, roof);
                if (next < 0) break;
                at = next;
            } else if (b == ']' || b == '}' || b == ')') {
                if (b == ')') closed = true;
                at = next + 1;
            } else {
                break;
            }
        }
        if ((byteAt(text, at, roof) == '?' || byteAt(text, at, roof) == '!')
                && byteAt(text, at + 1, roof) == ':'
                && !quoted) {
            byte third = byteAt(text, at + 2, roof);
            if (isBlank(third)) at++;
        }
        int place = Ascii.skipBlanks(text, at, roof);
        long operator = Operator.at(text, place, roof);
        int behind = Operator.end(operator);
        return switch (Operator.kind(operator)) {
            case Operator.EQUALS -> given(text, start, stop, open, close, behind, end, false, closed);
            case Operator.WALRUS -> {
                Assignment value = literal(text, start, stop, behind, end, Form.QUOTED);
                // without quotes it is a variable, but in Make, where all names are written like constants
                boolean bare = value == null && !closed && Ascii.isConstant(text, start, stop);
                yield bare ? Bare.at(text, start, stop, open, close, behind, end, false) : value;
            }
            case Operator.COLON -> {
                if (closed) yield null;
                long typed = Operator.behindType(text, place, end);
                if (typed != Operator.NONE) {
                    Assignment value = literal(text, start, stop, Operator.end(typed), end, Form.QUOTED);
                    if (value != null) yield value;
                }
                yield given(text, start, stop, open, close, behind, end, true, false);
            }
            case Operator.ARROW -> {
                if (text[place] != '=' && !quoted) yield null;
                Assignment value = literal(text, start, stop, behind, end, Form.QUOTED);
                boolean bare = value == null && text[place] == '=' && !closed;
                yield bare ? Bare.at(text, start, stop, open, close, behind, end, false) : value;
            }
            case Operator.COMPARISON -> literal(text, start, stop, behind, end, Form.COMPARED);
            case Operator.FALLBACK -> literal(text, start, stop, behind, end, Form.DEFAULT);
            case Operator.COMMA -> closed ? null : Call.entry(text, start, stop, open, behind, end, quoted);
            case Operator.OPEN -> quoted || closed ? null : Call.of(text, start, stop, keywordEnd, behind, end);
            case Operator.BY -> literal(text, start, stop, behind, end, Form.SPACED);
            default -> closed ? null : beside(text, start, stop, place, at, end, quoted);
        };
    }

    /// `*name*` and `+name+` of Lisp.
    private static boolean isEarmuffed(byte[] text, int start, int stop, int end) {
        if (start < 2 || !isBlank(text[start - 2])) return false;
        byte mark = text[start - 1];
        return (mark == '*' || mark == '+') && byteAt(text, stop, end) == mark && isBlank(byteAt(text, stop + 1, end));
    }

    private static int subscriptEnd(byte[] text, int place, int roof) {
        for (int i = place + 1; i < roof && i < place + 40; i++) {
            byte b = text[i];
            if (b == ']') return i + 1;
            if (!Ascii.isIdentifier(b) && !isQuote(b) && b != '-' && b != '.' && b != ':' && b != '$') return -1;
        }
        return -1;
    }

    /// What stands behind `=` or `:`.
    private static @Nullable Assignment given(
            byte[] text, int start, int stop, int open, int close, int behind, int end, boolean colon, boolean closed) {
        int at = Ascii.skipBlanks(text, behind, Math.min(end, behind + GAP));
        if (colon && at == behind && Ascii.startsWith(text, at, end, "** ")) {
            // `**name:** value` of Markdown
            return Bare.at(text, start, stop, open, close, at + 2, end, true);
        }
        boolean tag = !colon && Markup.isInTag(text, start);
        long value = Literal.within(text, at, end);
        if (value != Span.NONE) {
            return found(
                    start, stop, value, tag && isQuote(text[Span.start(value) - 1]) ? Form.ATTRIBUTE : Form.QUOTED);
        }
        if ((at < end && Ascii.isLineEnd(text[at]))
                || (byteAt(text, at, end) == '\\' && Ascii.isLineEnd(byteAt(text, at + 1, end)))) {
            int next = Ascii.skipSpace(text, at + (text[at] == '\\' ? 1 : 0), Math.min(end, at + GAP));
            if (isQuote(byteAt(text, next, end))) {
                value = Literal.at(text, next, end);
                // A quote that opens the next line may open the next key.
                if (value != Span.NONE && !Literal.isKey(text, value, end))
                    return found(start, stop, value, Form.QUOTED);
            } else if (text[at] == '\\' && next > at && !closed) {
                return Bare.continued(text, start, stop, open, next, end);
            }
        }
        if (closed) return null;
        if (colon) {
            value = Block.at(text, open, at, end);
            if (value != Span.NONE) return found(start, stop, value, Form.BLOCK);
        }
        value = fallback(text, at, end);
        if (value != Span.NONE) return found(start, stop, value, Form.DEFAULT);
        return Bare.at(text, start, stop, open, close, behind, end, colon);
    }

    /// The literal behind `reference ||`, `call() ??`, `expression or` in the same line.
    private static long fallback(byte[] text, int place, int end) {
        int roof = Math.min(end, place + 2 * GAP);
        if (place >= roof || (!Ascii.isLetter(text[place]) && text[place] != '$')) return Span.NONE;
        for (int i = place; i < roof; i++) {
            byte b = text[i];
            if (Ascii.isLineEnd(b) || b == ';' || b == ',') return Span.NONE;
            if (b != '|' && b != '?' && b != 'o') continue;
            if (b == 'o' && !isBlank(text[i - 1])) continue;
            long operator = Operator.at(text, i, roof);
            if (Operator.kind(operator) == Operator.FALLBACK) {
                return Literal.at(text, Ascii.skipBlanks(text, Operator.end(operator), roof), end);
            }
        }
        return Span.NONE;
    }

    private static @Nullable Assignment literal(byte[] text, int start, int stop, int behind, int end, Form form) {
        int at = Ascii.skipSpace(text, behind, Math.min(end, behind + GAP));
        long value = Literal.within(text, at, end);
        return value == Span.NONE ? null : found(start, stop, value, form);
    }

    /// Nothing but space between the name and its value, or a type.
    private static @Nullable Assignment beside(
            byte[] text, int start, int stop, int place, int behind, int end, boolean quoted) {
        long option = CommandLine.optionValue(text, start, stop, end);
        if (option != Span.NONE) return found(start, stop, option, Form.ARGUMENT);
        if (quoted) return null;
        if (place > behind) {
            long typed = Operator.behindType(text, place, end);
            if (typed != Operator.NONE) return literal(text, start, stop, Operator.end(typed), end, Form.QUOTED);
            long value = Literal.at(text, place, end);
            if (value != Span.NONE) {
                return isEven(text, start, text[Span.start(value) - 1]) && endsThere(text, value, end)
                        ? found(start, stop, value, Form.SPACED)
                        : null;
            }
            return Directive.at(text, start, stop, place, end);
        }
        return null;
    }

    /// Whether the quotes before a place in its line are closed: it is not in a string itself.
    private static boolean isEven(byte[] text, int place, byte quote) {
        int floor = Math.max(0, place - 256);
        boolean even = true;
        for (int i = place - 1; i >= floor && !Ascii.isLineEnd(text[i]); i--) {
            if (text[i] == quote) even = !even;
        }
        return even;
    }

    private static boolean endsThere(byte[] text, long value, int end) {
        int at = Literal.behind(text, Span.end(value), end);
        byte next = byteAt(text, at, end);
        if (isBlank(next)) {
            // A sentence goes on in small letters; SQL does in capitals.
            byte word = byteAt(text, Ascii.skipBlanks(text, at, Math.min(end, at + GAP)), end);
            return word < 'a' || word > 'z';
        }
        return Ascii.isSpace(next) || next == ';' || next == ',' || next == ')' || next == '}' || next == ']';
    }

    /// `user:password@` behind `scheme://`.
    private static @Nullable Assignment userInfo(byte[] text, int place, int end) {
        int roof = Math.min(end, place + Name.LONGEST + 1024);
        int colon = -1;
        for (int i = place; i < roof; i++) {
            byte b = text[i];
            if (b == '@') {
                if (colon < 0 || i == colon + 1) return null;
                return new Assignment(place, colon, colon + 1, i, Form.URL_USERINFO);
            }
            if (b == ':' && colon < 0) colon = i;
            else if (Ascii.isSpace(b) || isQuote(b) || b == '/' || b == '<' || b == '>' || b == '\\') return null;
        }
        return null;
    }

    private static Assignment found(int start, int stop, long value, Form form) {
        return new Assignment(start, stop, Span.start(value), Span.end(value), form);
    }
}
