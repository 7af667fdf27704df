// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.hex;

import dev.pomona.scanners.packages.hex.Term.Kind;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Reads Elixir or Erlang as nested terms, in one pass and with a stack of its own. Operators and separators are left
/// out; strings with code in them are atoms of no name.
final class TermReader {

    private static final int DEEPEST = 256;

    private final String text;
    private final boolean erlang;
    private int at;
    private int line = 1;
    private int lineStart;
    private final List<Term> top = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    private record Open(Kind kind, List<Term> items, int line, int column) {}

    private TermReader(String text, boolean erlang) {
        this.text = text;
        this.erlang = erlang;
    }

    /// @throws SyntaxException when brackets do not match or nest too deep, or the text holds what no source does
    static List<Term> elixir(String text) {
        return new TermReader(text, false).read();
    }

    /// @throws SyntaxException as [#elixir]
    static List<Term> erlang(String text) {
        return new TermReader(text, true).read();
    }

    private List<Term> read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (c == (erlang ? '%' : '#')) {
                while (at < text.length() && text.charAt(at) != '\n') at++;
            } else if (c == '"' || c == '\'') quoted(c);
            else if (c == '%' && at + 1 < text.length() && text.charAt(at + 1) == '{') {
                at++;
                open(Kind.MAP);
            } else if (c == '{') open(Kind.TUPLE);
            else if (c == '[') open(Kind.LIST);
            else if (c == '(') open(Kind.PARENTHESES);
            else if (c == '}' || c == ']' || c == ')') close(c);
            else if (c == ':' && at + 1 < text.length() && isWordPart(text.charAt(at + 1))) {
                at++;
                word(false);
            } else if (isWordPart(c) || c == '@') word(true);
            else if (c == '=' && text.startsWith("=>", at)) arrow();
            else if (c < ' ' && c != '\t' && c != '\r') throw failure("a control character");
            else at++;
        }
        if (!open.isEmpty())
            throw failure("a bracket of line %d is not closed"
                    .formatted(open.getFirst().line()));
        return top;
    }

    private SyntaxException failure(String message) {
        return new SyntaxException(message, line, at - lineStart + 1);
    }

    private List<Term> target() {
        return open.isEmpty() ? top : open.getFirst().items();
    }

    private void open(Kind kind) {
        if (open.size() >= DEEPEST) throw failure("nested deeper than %d".formatted(DEEPEST));
        open.push(new Open(kind, new ArrayList<>(), line, at - lineStart + 1));
        at++;
    }

    private void close(char mark) {
        if (open.isEmpty()) throw failure("'%s' closes nothing".formatted(mark));
        char expected = switch (open.getFirst().kind()) {
            case LIST -> ']';
            case PARENTHESES -> ')';
            case ATOM, TEXT, LABEL, TUPLE, MAP -> '}';
        };
        if (mark != expected) throw failure("'%s' where '%s' is expected".formatted(mark, expected));
        Open done = open.pop();
        target().add(new Term(done.kind(), "", done.items(), done.line(), done.column()));
        at++;
    }

    private void add(Kind kind, String value, int startLine, int startColumn) {
        target().add(new Term(kind, value, List.of(), startLine, startColumn));
    }

    /// `"key" => value` is `key: value`.
    private void arrow() {
        at += 2;
        List<Term> items = target();
        if (items.isEmpty()) return;
        Term key = items.removeLast();
        items.add(new Term(Kind.LABEL, key.text(), List.of(), key.line(), key.column()));
    }

    private void word(boolean mayBeLabel) {
        int start = at;
        at++;
        while (at < text.length() && (isWordPart(text.charAt(at)) || "?!@.".indexOf(text.charAt(at)) >= 0)) {
            if (text.charAt(at) == '.' && erlang) break;
            at++;
        }
        String value = text.substring(start, at);
        boolean label =
                mayBeLabel && !erlang && at < text.length() && text.charAt(at) == ':' && !text.startsWith("::", at);
        add(label ? Kind.LABEL : Kind.ATOM, value, line, start - lineStart + 1);
        if (label) at++;
    }

    private void quoted(char mark) {
        String heredoc = String.valueOf(mark).repeat(3);
        int startLine = line;
        int startColumn = at - lineStart + 1;
        boolean isLong = !erlang && text.startsWith(heredoc, at);
        String end = isLong ? heredoc : String.valueOf(mark);
        at += end.length();
        var value = new StringBuilder();
        boolean literal = true;
        while (!text.startsWith(end, at)) {
            if (at >= text.length()) throw new SyntaxException("a string is not closed", startLine, startColumn);
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                c = text.charAt(at);
            } else if (!erlang && text.startsWith("#{", at)) {
                literal = false;
                skipCode();
                continue;
            }
            if (c == '\n') {
                line++;
                lineStart = at + 1;
            }
            value.append(c);
            at++;
        }
        at += end.length();
        boolean label = !erlang && at < text.length() && text.charAt(at) == ':' && !text.startsWith("::", at);
        if (label) at++;
        Kind kind = label ? Kind.LABEL : literal && !isLong ? Kind.TEXT : Kind.ATOM;
        add(kind, kind == Kind.ATOM ? "" : value.toString(), startLine, startColumn);
    }

    /// Skips `#{…}` inside of a string, to the line's end at most.
    private void skipCode() {
        int depth = 0;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == '{') depth++;
            else if (c == '}' && --depth == 0) return;
        }
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
