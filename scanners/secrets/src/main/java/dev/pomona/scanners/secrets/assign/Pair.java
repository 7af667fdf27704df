// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;
import static dev.pomona.scanners.secrets.assign.Ascii.isIdentifier;
import static dev.pomona.scanners.secrets.assign.Ascii.isQuote;

import org.jspecify.annotations.Nullable;

/// A name and a value that stand under labels of their own: `- name: X` over `value: v`, `{"name": "X", "value": "v"}`,
/// `<property name="x" value="v"/>`, `<string name="x">v</string>`, `variable "x" { default = "v" }`.
final class Pair {

    /// How much may stand between the name and the label of its value.
    private static final int GAP = 256;

    private static final String[] NAME_LABELS = {
        "name",
        "key",
        "id",
        "parameterkey",
        "parametername",
        "parameter_key",
        "parameter",
        "param",
        "field",
        "envvar",
        "variable",
        "variablename",
        "envname",
        "setting",
        "property",
        "k",
        "n"
    };
    private static final String[] VALUE_LABELS = {
        "value",
        "val",
        "parametervalue",
        "parameter_value",
        "defaultvalue",
        "default_value",
        "default",
        "content",
        "string_value",
        "stringvalue",
        "v"
    };
    private static final String[] DECLARATIONS = {"variable", "parameter", "output"};

    private Pair() {}

    /// The value beside the name at [nameStart, nameEnd); `open` and `close` are the same with its quotes.
    static @Nullable Assignment beside(byte[] text, int nameStart, int nameEnd, int open, int close, int end) {
        int floor = Math.max(0, open - 40);
        long option = optionBeside(text, open, close, floor, end);
        if (option != Span.NONE) return pair(nameStart, nameEnd, option);
        int at = Ascii.backOverBlanks(text, open, floor);
        byte operator = at > floor ? text[at - 1] : 0;
        if (operator == '=' || operator == ':') {
            int label = Ascii.backOverBlanks(text, at - 1, floor);
            while (label > floor && (isQuote(text[label - 1]) || text[label - 1] == '\\')) label--;
            int start = Ascii.backOverWord(text, label, floor);
            if (!Ascii.isOneOf(text, start, label, NAME_LABELS)) return null;
            if (open == nameStart && operator == '=' && label != at - 1) return null;
            Assignment behind = value(text, nameStart, nameEnd, close, end, false);
            return behind == null && open < nameStart ? before(text, nameStart, nameEnd, start, end) : behind;
        }
        int start = Ascii.backOverWord(text, at, floor);
        if (open < nameStart && start < at && Ascii.isOneOf(text, start, at, DECLARATIONS)) {
            return value(text, nameStart, nameEnd, close, end, true);
        }
        return null;
    }

    /// Finds the label of the value. What is between may be other labels of the same thing, but not another thing.
    private static @Nullable Assignment value(
            byte[] text, int nameStart, int nameEnd, int close, int end, boolean declaration) {
        int roof = Math.min(end, close + GAP);
        boolean tag = Markup.isInTag(text, nameStart);
        byte quote = 0;
        int at = close;
        while (at < roof) {
            byte b = text[at];
            if (quote != 0) {
                if (b == quote || Ascii.isLineEnd(b)) quote = 0;
                at++;
            } else if (tag && b == '>') {
                if (text[at - 1] == '/') return null;
                return content(text, nameStart, nameEnd, at + 1, end);
            } else if (b == '}' || b == ']' || b == ')' || (b == '{' && !declaration) || b == '<') {
                return null;
            } else if (isIdentifier(b)) {
                int stop = at;
                while (stop < roof && (isIdentifier(text[stop]) || text[stop] == '-')) stop++;
                if (Ascii.isOneOf(text, at, stop, VALUE_LABELS)) {
                    Assignment value = labelled(text, nameStart, nameEnd, stop, end);
                    if (value != null) return value;
                }
                if (Ascii.isOneOf(text, at, stop, NAME_LABELS) && isLabel(text, stop, roof)) return null;
                at = stop;
            } else if (b == '-' && isNewItem(text, at)) {
                return null;
            } else {
                // A value between: `description = "…"`. A label in quotes is none.
                if (isQuote(b) && at > close && isValueQuote(text, at)) quote = b;
                at++;
            }
        }
        return null;
    }

    /// The value whose label stands before that of its name, in the same tag or the same pair of braces.
    private static @Nullable Assignment before(byte[] text, int nameStart, int nameEnd, int label, int end) {
        int floor = Math.max(0, label - GAP);
        int open = label;
        while (open > floor && text[open - 1] != '{' && text[open - 1] != '<') {
            open--;
            if (text[open] == '}' || text[open] == '>' || Ascii.isLineEnd(text[open])) return null;
        }
        if (open == floor) return null;
        Assignment found = null;
        for (int at = open; at < label; at++) {
            if (!isIdentifier(text[at]) || isIdentifier(text[at - 1])) continue;
            int stop = at;
            while (stop < label && (isIdentifier(text[stop]) || text[stop] == '-')) stop++;
            if (!Ascii.isOneOf(text, at, stop, VALUE_LABELS) || !isLabel(text, stop, label)) continue;
            Assignment value = labelled(text, nameStart, nameEnd, stop, end);
            if (value != null && value.valueEnd() < label && isQuote(text[value.valueStart() - 1])) found = value;
        }
        return found;
    }

    /// `-Name name -Value "value"`, and `-Path Env:name -Value "value"`, of PowerShell.
    private static long optionBeside(byte[] text, int open, int close, int floor, int end) {
        int at = open;
        if (at - 4 >= floor && Ascii.startsWith(text, at - 4, at, "env:")) at -= 4;
        int blank = Ascii.backOverBlanks(text, at, floor);
        int label = Ascii.backOverWord(text, blank, floor);
        boolean isOption = blank < at && label < blank && label > floor && text[label - 1] == '-';
        if (!isOption || !(Ascii.isOneOf(text, label, blank, NAME_LABELS) || at < open)) return Span.NONE;
        int roof = Math.min(end, close + GAP);
        for (int place = close; place < roof && !Ascii.isLineEnd(text[place]); place++) {
            if (text[place] != '-' || !Ascii.isWord(text, place + 1, roof, "value")) continue;
            return Literal.at(text, Ascii.skipBlanks(text, place + 6, roof), end);
        }
        return Span.NONE;
    }

    private static boolean isValueQuote(byte[] text, int place) {
        int before = Ascii.backOverBlanks(text, place, Math.max(0, place - 8));
        return before > 0 && (text[before - 1] == '=' || text[before - 1] == ':');
    }

    private static boolean isLabel(byte[] text, int place, int roof) {
        int at = place;
        while (at < roof && (isQuote(text[at]) || text[at] == '\\' || Ascii.isBlank(text[at]))) at++;
        return byteAt(text, at, roof) == ':' || byteAt(text, at, roof) == '=';
    }

    private static boolean isNewItem(byte[] text, int place) {
        int line = Ascii.backOverBlanks(text, place, Math.max(0, place - 64));
        return line > 0 && Ascii.isLineEnd(text[line - 1]);
    }

    private static @Nullable Assignment labelled(byte[] text, int nameStart, int nameEnd, int place, int end) {
        int roof = Math.min(end, place + 64);
        int at = place;
        while (at < roof && (isQuote(text[at]) || text[at] == '\\' || Ascii.isBlank(text[at]))) at++;
        byte operator = byteAt(text, at, roof);
        if (operator != ':' && operator != '=') return null;
        at = Ascii.skipBlanks(text, at + 1, roof);
        long quoted = Literal.at(text, at, end);
        if (quoted != Span.NONE) return pair(nameStart, nameEnd, quoted);
        if (operator != ':' || at >= roof) return null;
        int label = Ascii.backOverWord(text, place, Math.max(0, place - 40));
        long block = Block.at(text, label, at, end);
        if (block != Span.NONE) return pair(nameStart, nameEnd, block);
        Assignment bare = Bare.at(text, label, place, label, place, at, end, true);
        return bare == null ? null : new Assignment(nameStart, nameEnd, bare.valueStart(), bare.valueEnd(), Form.PAIR);
    }

    /// Behind the tag with the name: its text, or that of a `value` element in it.
    private static @Nullable Assignment content(byte[] text, int nameStart, int nameEnd, int place, int end) {
        long content = Markup.content(text, place, end);
        if (content == Span.NONE) {
            int at = Ascii.skipSpace(text, place, Math.min(end, place + 64));
            if (!Ascii.startsWith(text, at, end, "<value>")) return null;
            content = Markup.content(text, at + 7, end);
        }
        return content == Span.NONE ? null : pair(nameStart, nameEnd, content);
    }

    private static Assignment pair(int nameStart, int nameEnd, long value) {
        return new Assignment(nameStart, nameEnd, Span.start(value), Span.end(value), Form.PAIR);
    }
}
