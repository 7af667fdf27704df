// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static dev.pomona.scanners.secrets.assign.Ascii.byteAt;

import org.jspecify.annotations.Nullable;

/// Values that are given to a name by calling something. What a function does shows only in how it is called.
final class Call {

    private static final int GAP = 64;

    /// Behind a name's own part, these still give, compare or replace its value.
    private static final String[] VALUE_CALLS = {
        "assign",
        "append",
        "compareto",
        "contentequals",
        "default",
        "eq",
        "equals",
        "equalsignorecase",
        "getorelse",
        "is",
        "isequalto",
        "of",
        "or_default",
        "orelse",
        "set",
        "setvalue",
        "tobe",
        "toequal",
        "unwrap_or",
        "value",
        "withvalue",
        "default_value",
        "concat"
    };

    /// A name that begins with one of these gives something back; what it is called with is no value for it.
    private static final String[] ASKING = {
        "ask", "assert", "check", "decode", "decrypt", "derive", "encode", "encrypt", "expect", "fetch", "find",
                "forgot", "format",
        "generate", "get", "has", "hash", "input", "invalid", "is", "load", "log", "lookup", "missing", "on", "parse",
        "print", "prompt", "query", "read", "remove", "require", "reset", "resolve", "should", "show", "test",
                "validate", "verify",
        "retrieve", "delete", "request", "create", "by", "import", "use"
    };

    /// Functions whose last argument is a value for the name that is their first.
    private static final String[] GIVING = {
        "add",
        "append",
        "assign",
        "attr",
        "fetch",
        "configure",
        "default",
        "define",
        "entry",
        "env",
        "export",
        "field",
        "get",
        "header",
        "insert",
        "map",
        "of",
        "option",
        "opt",
        "override",
        "pair",
        "param",
        "parameter",
        "property",
        "put",
        "register",
        "replace",
        "save",
        "set",
        "setting",
        "store",
        "tuple",
        "update",
        "variable",
        "with",
        "write",
        "cmp",
        "compare",
        "compare_digest",
        "equal",
        "equals",
        "timingsafeequal",
        "secret",
        "strcpy",
        "strncpy",
        "strlcpy",
        "stpcpy",
        "strcat",
        "wcscpy",
        "config",
        "arg",
        "argument",
        "conf"
    };

    /// Functions whose first argument is a name without quotes.
    private static final String[] NAMING = {
        "define",
        "lstrcpy",
        "lstrcpya",
        "lstrcpyw",
        "stpcpy",
        "strcat",
        "strcpy",
        "strcpy_s",
        "strlcpy",
        "strncpy",
        "wcscpy"
    };

    /// Functions whose second argument is a name, and whose third is the value.
    private static final String[] NAMING_SECOND = {"put_env", "set_env"};

    private Call() {}

    /// `name("value")` and `name.equals("value")`.
    static @Nullable Assignment of(byte[] text, int start, int stop, int keywordEnd, int behind, int end) {
        int last = Name.lastPart(text, start, stop);
        int nameEnd = stop;
        if (last >= keywordEnd) {
            if (!Ascii.isOneOf(text, last, stop, VALUE_CALLS)) return null;
            nameEnd = last - 1;
        } else if (isAsking(text, last, stop)) {
            return null;
        }
        int at = Ascii.skipSpace(text, behind, Math.min(end, behind + GAP));
        long value = Literal.within(text, at, end);
        return value == Span.NONE
                ? null
                : new Assignment(start, nameEnd, Span.start(value), Span.end(value), Form.CALL);
    }

    private static boolean isAsking(byte[] text, int start, int end) {
        for (String word : ASKING) {
            int next = start + word.length();
            if (next < end && Ascii.startsWith(text, start, end, word)) {
                boolean ends = !Ascii.isLetter(text[next]) || (text[next] <= 'Z' && text[next - 1] > 'Z');
                if (ends) return true;
            }
        }
        return false;
    }

    /// `put("name", "value")`, `("name", "value")`, `{"name", "value"}`, `equals(name, "value")`.
    static @Nullable Assignment entry(byte[] text, int start, int stop, int open, int behind, int end, boolean quoted) {
        int floor = Math.max(0, open - GAP);
        int at = open;
        if (at > floor && (text[at - 1] == ':' || text[at - 1] == '@')) at--;
        while (at > floor && Ascii.isSpace(text[at - 1])) at--;
        if (at > floor && (text[at - 1] == ':' || text[at - 1] == '@')) at--;
        byte before = at > floor ? text[at - 1] : 0;
        if (before == ',') return ofSecond(text, start, stop, at - 1, behind, end);
        if (before != '(' && before != '{' && before != '[') return null;
        if (before == '(') {
            int name = Ascii.backOverWord(text, at - 1, floor);
            boolean known = name < at - 1;
            if (known && !isGiving(text, name, at - 1)) return null;
            boolean isNamed = quoted || Ascii.isOneOf(text, name, at - 1, NAMING);
            if (!isNamed && !(known && isComparing(text, name, at - 1))) return null;
        } else if (!quoted && before != '{') {
            return null;
        }
        int place = Ascii.skipSpace(text, behind, Math.min(end, behind + GAP));
        long value = Literal.within(text, place, end);
        if (value == Span.NONE) return null;
        if (before != '(') {
            // A list of names looks alike: only two in one bracket are a name and its value.
            int after = Ascii.skipSpace(
                    text, Literal.behind(text, Span.end(value), end), Math.min(end, Span.end(value) + GAP));
            if (byteAt(text, after, end) == '>' && byteAt(text, after + 1, end) == '>') after += 2; // of Erlang
            byte close = byteAt(text, after, end);
            if (close != (before == '{' ? '}' : ']')) return null;
        }
        return new Assignment(start, stop, Span.start(value), Span.end(value), Form.ENTRY);
    }

    /// `set_env(application, name, "value")`.
    private static @Nullable Assignment ofSecond(byte[] text, int start, int stop, int comma, int behind, int end) {
        int floor = Math.max(0, comma - GAP);
        int open = comma;
        while (open > floor && (Ascii.isIdentifier(text[open - 1]) || text[open - 1] == ':')) open--;
        if (open == floor || text[open - 1] != '(') return null;
        int name = Ascii.backOverWord(text, open - 1, floor);
        if (!Ascii.isOneOf(text, name, open - 1, NAMING_SECOND)) return null;
        long value = Literal.within(text, Ascii.skipSpace(text, behind, Math.min(end, behind + GAP)), end);
        return value == Span.NONE ? null : new Assignment(start, stop, Span.start(value), Span.end(value), Form.ENTRY);
    }

    private static boolean isGiving(byte[] text, int start, int end) {
        for (String word : GIVING) {
            for (int i = start; i + word.length() <= end; i++) {
                if (Ascii.startsWith(text, i, end, word)) return true;
            }
        }
        return false;
    }

    private static boolean isComparing(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Ascii.startsWith(text, i, end, "cmp")
                    || Ascii.startsWith(text, i, end, "compare")
                    || Ascii.startsWith(text, i, end, "equal")) {
                return true;
            }
        }
        return false;
    }
}
