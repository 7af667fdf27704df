// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isBlank;
import static dev.pomona.scanners.secrets.assign.Ascii.isLineEnd;
import static dev.pomona.scanners.secrets.assign.Ascii.isSpace;

/// YAML values on lines of their own, indented below their key.
final class Block {

    private Block() {}

    /// The text of a block scalar whose `|` or `>` stands at `place`, or the plain value in the next line when the key
    /// has nothing behind its colon. [Span#NONE] for neither.
    static long at(byte[] text, int keyStart, int place, int end) {
        int at = Ascii.skipBlanks(text, place, Math.min(end, place + 64));
        boolean scalar = at < end && (text[at] == '|' || text[at] == '>');
        if (scalar) {
            at++;
            while (at < end && (text[at] == '-' || text[at] == '+' || Ascii.isDigit(text[at]))) at++;
            at = Ascii.skipBlanks(text, at, Math.min(end, at + 64));
        }
        if (byteAt(text, at, end) == '#') while (at < end && at < place + 256 && !isLineEnd(text[at])) at++;
        if (at >= end || !isLineEnd(text[at])) return Span.NONE;
        int column = indentation(text, keyStart);
        if (column < 0) return Span.NONE;
        return scalar ? scalar(text, at, end, column) : nextLine(text, at, end, column);
    }

    private static long scalar(byte[] text, int lineEnd, int end, int column) {
        int roof = Math.min(end, lineEnd + Literal.LONGEST);
        int stop = lineEnd;
        int at = lineEnd;
        while (at < roof) {
            int line = at + (text[at] == '\r' && Ascii.byteAt(text, at + 1, end) == '\n' ? 2 : 1);
            int content = Ascii.skipBlanks(text, line, roof);
            if (content >= roof) break;
            int next = content;
            while (next < roof && !isLineEnd(text[next])) next++;
            if (next > content) {
                if (content - line <= column) break;
                if (next == roof && roof < end) return Span.NONE;
                stop = next;
            }
            at = next;
        }
        return Literal.trimmed(text, lineEnd, stop);
    }

    private static long nextLine(byte[] text, int lineEnd, int end, int column) {
        int roof = Math.min(end, lineEnd + 256);
        int line = lineEnd + (text[lineEnd] == '\r' && byteAt(text, lineEnd + 1, end) == '\n' ? 2 : 1);
        int content = Ascii.skipBlanks(text, line, roof);
        boolean item = byteAt(text, content, roof) == '-' && isBlank(byteAt(text, content + 1, roof));
        if (content - line < column || (content - line == column && !item)) return Span.NONE;
        if (item) content = Ascii.skipBlanks(text, content + 1, roof);
        if (content >= roof || isSpace(text[content])) return Span.NONE;
        long quoted = Literal.at(text, content, end);
        if (quoted != Span.NONE) return quoted;
        int stop = content;
        while (stop < roof && !isSpace(text[stop])) {
            if (text[stop] == ':' && isSpace(byteAt(text, stop + 1, end))) return Span.NONE;
            if (text[stop] == '=' || text[stop] == '(' || text[stop] == '{' || text[stop] == '[' || text[stop] == ';')
                return Span.NONE;
            stop++;
        }
        boolean ends =
                (stop < roof && isLineEnd(byteAt(text, Ascii.skipBlanks(text, stop, roof), roof))) || stop == end;
        return ends && !isMark(text[content]) ? Span.of(content, stop) : Span.NONE;
    }

    private static boolean isMark(byte b) {
        return b == '#' || b == '!' || b == '&' || b == '*' || b == '|' || b == '>' || b == '-' || b == '/' || b == '}'
                || b == '"' || b == '\'' || b == '`' || b == '@' || b == '<';
    }

    /// How far the key is indented; -1 when something other than list marks stands before it in its line.
    private static int indentation(byte[] text, int keyStart) {
        int floor = Math.max(0, keyStart - 200);
        int at = keyStart;
        while (at > floor && (isBlank(text[at - 1]) || text[at - 1] == '-')) at--;
        return at == 0 || (at > floor && isLineEnd(text[at - 1])) ? keyStart - at : -1;
    }
}
