// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import dev.pomona.scanners.packages.rubygems.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts Ruby source into statements of tokens, in one pass. It knows as much of the language as Gemfiles and gem
/// specifications use; a string ends at its line's end at the latest, so that whatever it misreads is one line.
final class RubyLexer {

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;
    private int depth;
    private final List<List<Token>> statements = new ArrayList<>();
    private List<Token> statement = new ArrayList<>();

    private RubyLexer(String text) {
        this.text = text;
    }

    /// The statements of a source, none of them empty.
    static List<List<Token>> statements(String text) {
        var lexer = new RubyLexer(text);
        lexer.run();
        return lexer.statements;
    }

    private void run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') newline();
            else if (c == ';') {
                at++;
                end();
            } else if (Character.isWhitespace(c)) at++;
            else if (c == '#') skipLine();
            else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at += 2;
                startLine();
            } else if (atLineStart() && text.startsWith("=begin", at)) skipBlockComment();
            else if (atLineStart() && text.startsWith("__END__", at)) at = text.length();
            else if (c == '"' || c == '\'') string(c, c, 1);
            else if (c == '%' && isWordList()) wordList();
            else if (c == '%' && isPercentString()) string(closing(text.charAt(at + 2)), text.charAt(at + 1), 3);
            else if (c == '<' && isHereDocument()) hereDocument();
            else if (c == ':' && at + 1 < text.length() && isWordStart(text.charAt(at + 1))) symbol();
            else if (c == ':' && at + 1 < text.length() && text.charAt(at + 1) == '"') quotedSymbol();
            else if (isWordStart(c) || Character.isDigit(c)) word();
            else punctuation(c);
        }
        end();
    }

    private boolean atLineStart() {
        return at == lineStart;
    }

    private void startLine() {
        line++;
        lineStart = at;
    }

    private void newline() {
        at++;
        boolean goesOn = depth > 0 || endsOpen() || nextLineStartsWithDot();
        startLine();
        if (!goesOn) end();
    }

    private boolean endsOpen() {
        if (statement.isEmpty()) return false;
        Token last = statement.getLast();
        return last.isPunctuation(',') || last.isPunctuation('=') || last.isPunctuation('>') || last.isPunctuation('+');
    }

    private boolean nextLineStartsWithDot() {
        int next = at;
        while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) next++;
        return next < text.length() && text.charAt(next) == '.';
    }

    private void end() {
        depth = 0;
        if (statement.isEmpty()) return;
        statements.add(statement);
        statement = new ArrayList<>();
    }

    private void add(Kind kind, String value, int start) {
        statement.add(new Token(kind, value, line, start - lineStart + 1));
    }

    /// What follows `do` are statements of their own; the names between bars say nothing.
    private void block() {
        end();
        while (at < text.length() && text.charAt(at) == ' ') at++;
        if (at >= text.length() || text.charAt(at) != '|') return;
        int close = text.indexOf('|', at + 1);
        int lineEnd = text.indexOf('\n', at);
        if (close > 0 && (lineEnd < 0 || close < lineEnd)) at = close + 1;
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') at++;
    }

    private void skipBlockComment() {
        while (at < text.length() && !(atLineStart() && text.startsWith("=end", at))) {
            skipLine();
            if (at < text.length()) {
                at++;
                startLine();
            }
        }
        skipLine();
    }

    /// @param mark `"`, `'`, `Q` or `q`: of the first and the third the text may hold code
    private void string(char close, char mark, int opening) {
        int start = at;
        at += opening;
        boolean escapes = mark == '"' || mark == 'Q';
        var value = new StringBuilder();
        boolean literal = true;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != close) {
            char c = text.charAt(at);
            if (escapes && text.startsWith("#{", at)) {
                literal = false;
                skipCode();
                continue;
            }
            if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n') {
                char escaped = text.charAt(at + 1);
                if (escaped != close && escaped != '\\' && !escapes) value.append(c);
                value.append(escaped);
                at += 2;
                continue;
            }
            value.append(c);
            at++;
        }
        boolean closed = at < text.length() && text.charAt(at) == close;
        if (closed) at++;
        boolean label = closed && at < text.length() && text.charAt(at) == ':' && !text.startsWith("::", at);
        if (label) at++;
        add(!closed || !literal ? Kind.TEMPLATE : label ? Kind.LABEL : Kind.STRING, value.toString(), start);
    }

    /// Skips `#{…}` inside of a string, to the line's end at most.
    private void skipCode() {
        int open = 0;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == '{') open++;
            else if (c == '}' && --open == 0) return;
        }
    }

    private boolean isWordList() {
        return at + 2 < text.length()
                && (text.charAt(at + 1) == 'w' || text.charAt(at + 1) == 'i')
                && "[({<|".indexOf(text.charAt(at + 2)) >= 0;
    }

    private boolean isPercentString() {
        return at + 2 < text.length()
                && (text.charAt(at + 1) == 'q' || text.charAt(at + 1) == 'Q')
                && "[({<|".indexOf(text.charAt(at + 2)) >= 0;
    }

    private static char closing(char open) {
        return switch (open) {
            case '[' -> ']';
            case '(' -> ')';
            case '{' -> '}';
            case '<' -> '>';
            default -> open;
        };
    }

    /// `%w[a b]` is `["a", "b"]`.
    private void wordList() {
        char close = closing(text.charAt(at + 2));
        Kind kind = text.charAt(at + 1) == 'w' ? Kind.STRING : Kind.SYMBOL;
        add(Kind.PUNCTUATION, "[", at);
        at += 3;
        while (at < text.length() && text.charAt(at) != close) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                startLine();
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                int start = at;
                while (at < text.length() && text.charAt(at) != close && !Character.isWhitespace(text.charAt(at))) at++;
                add(kind, text.substring(start, at), start);
                add(Kind.PUNCTUATION, ",", at);
            }
        }
        add(Kind.PUNCTUATION, "]", at);
        if (at < text.length()) at++;
    }

    private boolean isHereDocument() {
        if (!text.startsWith("<<", at) || at + 3 >= text.length()) return false;
        char mark = text.charAt(at + 2);
        char next = text.charAt(at + 3);
        return (mark == '~' || mark == '-') && (Character.isUpperCase(next) || next == '\'' || next == '"');
    }

    /// Reads the name, and takes the lines up to it out of the text; what follows on the first line is lost.
    private void hereDocument() {
        int start = at;
        at += 3;
        while (at < text.length() && text.charAt(at) != '\n' && "'\"".indexOf(text.charAt(at)) >= 0) at++;
        int nameStart = at;
        while (at < text.length() && isWordPart(text.charAt(at))) at++;
        String name = text.substring(nameStart, at);
        add(Kind.TEMPLATE, "", start);
        skipLine();
        while (at < text.length()) {
            at++;
            startLine();
            skipLine();
            if (text.substring(lineStart, at).strip().equals(name)) return;
        }
    }

    private void symbol() {
        int start = at++;
        int nameStart = at;
        while (at < text.length() && isWordPart(text.charAt(at))) at++;
        boolean setter = at + 1 < text.length() && text.charAt(at) == '=' && "=>~".indexOf(text.charAt(at + 1)) < 0;
        if (setter) at++;
        add(Kind.SYMBOL, text.substring(nameStart, at), start);
    }

    private void quotedSymbol() {
        at++;
        string('"', '"', 1);
        Token last = statement.removeLast();
        statement.add(new Token(Kind.SYMBOL, last.text(), last.line(), last.column()));
    }

    private void word() {
        int start = at;
        while (at < text.length() && isWordPart(text.charAt(at))) at++;
        if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == '!')) at++;
        boolean label = at < text.length() && text.charAt(at) == ':' && !text.startsWith("::", at);
        add(label ? Kind.LABEL : Kind.WORD, text.substring(start, at), start);
        if (label) at++;
        else if (statement.getLast().isWord("do")) block();
    }

    private void punctuation(char c) {
        if ("([{".indexOf(c) >= 0) depth++;
        if (")]}".indexOf(c) >= 0) depth = Math.max(0, depth - 1);
        add(Kind.PUNCTUATION, String.valueOf(c), at);
        at++;
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || Character.isDigit(c);
    }
}
