// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;

import org.jspecify.annotations.Nullable;

/// Elements and attributes of XML and HTML.
final class Markup {

    private static final int TAG_LONGEST = 256;

    private Markup() {}

    /// `<name>value</name>`, `<ns:name attribute="…">value</…`, and pairs such as the property list's
    /// `<key>name</key><string>value</…` and `<param-name>name</param-name><param-value>value</…`.
    static @Nullable Assignment element(byte[] text, int nameStart, int nameEnd, int end) {
        byte before = byteAt(text, nameStart - 1, end);
        if (before == ':') {
            int prefix = Ascii.backOverWord(text, nameStart - 1, Math.max(0, nameStart - 40));
            before = byteAt(text, prefix - 1, end);
        }
        if (before == '<') {
            int close = tagEnd(text, nameEnd, end);
            if (close < 0 || text[close - 1] == '/') return null;
            return found(nameStart, nameEnd, content(text, close + 1, end));
        }
        return before == '>' ? beside(text, nameStart, nameEnd, end) : null;
    }

    /// The text of the next element, where the first is a label of names and the second one of values.
    private static @Nullable Assignment beside(byte[] text, int nameStart, int nameEnd, int end) {
        if (byteAt(text, nameEnd, end) != '<' || byteAt(text, nameEnd + 1, end) != '/') return null;
        int roof = Math.min(end, nameEnd + TAG_LONGEST);
        int close = nameEnd + 2;
        while (close < roof && isTagName(text[close])) close++;
        if (byteAt(text, close, roof) != '>' || !endsIn(text, nameEnd + 2, close, "key", "name")) return null;
        int open = Ascii.skipSpace(text, close + 1, roof);
        int stop = open + 1;
        while (stop < roof && isTagName(text[stop])) stop++;
        boolean isValue = byteAt(text, open, roof) == '<' && endsIn(text, open + 1, stop, "string", "value", "val");
        if (!isValue || byteAt(text, stop, roof) != '>') return null;
        return found(nameStart, nameEnd, content(text, stop + 1, end));
    }

    private static boolean isTagName(byte b) {
        return Ascii.isIdentifier(b) || b == '-' || b == ':' || b == '.';
    }

    private static boolean endsIn(byte[] text, int start, int end, String... words) {
        for (String word : words) {
            if (end - start >= word.length() && Ascii.startsWith(text, end - word.length(), end, word)) return true;
        }
        return false;
    }

    /// Whether a place is inside of a tag.
    static boolean isInTag(byte[] text, int place) {
        int floor = Math.max(0, place - TAG_LONGEST);
        for (int i = place - 1; i >= floor; i--) {
            if (text[i] == '>') return false;
            if (text[i] == '<') return Ascii.isLetter(text[i + 1]);
        }
        return false;
    }

    /// The text that an element begins with, up to the next tag; space around it and `<![CDATA[` left out.
    static long content(byte[] text, int place, int end) {
        int start = place;
        int roof = Math.min(end, place + Literal.LONGEST);
        start = Ascii.skipSpace(text, start, roof);
        boolean raw = Ascii.startsWith(text, start, roof, "<![cdata[");
        if (raw) start += 9;
        int stop = start;
        while (stop < roof && text[stop] != (raw ? ']' : '<')) stop++;
        if (stop >= roof) return Span.NONE;
        if (!raw && byteAt(text, stop + 1, end) != '/') return Span.NONE;
        return Literal.trimmed(text, start, stop);
    }

    /// The `>` of the tag that a place is in; -1 when it does not close soon.
    static int tagEnd(byte[] text, int place, int end) {
        int roof = Math.min(end, place + TAG_LONGEST);
        byte quote = 0;
        for (int i = place; i < roof; i++) {
            byte b = text[i];
            if (quote != 0) {
                if (b == quote) quote = 0;
            } else if (b == '"' || b == '\'') {
                quote = b;
            } else if (b == '>') {
                return i;
            } else if (b == '<' || (i == place && !Ascii.isSpace(b) && b != '/')) {
                return -1;
            }
        }
        return -1;
    }

    private static @Nullable Assignment found(int nameStart, int nameEnd, long value) {
        if (value == Span.NONE) return null;
        return new Assignment(nameStart, nameEnd, Span.start(value), Span.end(value), Form.TAG);
    }
}
