// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import java.util.ArrayList;
import java.util.List;

/// Cuts Python source into names, string literals and signs, tolerantly: what it does not know is a sign.
final class PythonTokens {

    /// @param text the value of a string literal, with the usual escapes resolved
    record Token(Kind kind, String text, int line, int column) {

        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }
    }

    enum Kind {
        NAME,
        STRING,
        /// An f-string or bytes: a literal whose value is not a text that stands there.
        COMPUTED,
        NUMBER,
        SIGN,
        /// Ends a statement; not found inside brackets.
        NEW_LINE
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int line = 1;
    private int lineStart;
    private int brackets;

    private PythonTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        return new PythonTokens(text).read();
    }

    private List<Token> read() {
        while (position < text.length()) {
            char c = text.charAt(position);
            int start = position;
            if (c == '\n') newLine();
            else if (Character.isWhitespace(c)) position++;
            else if (c == '#') skipTo('\n');
            else if (c == '\\' && start + 1 < text.length() && text.charAt(start + 1) == '\n') continuation();
            else if (c == '"' || c == '\'') string("");
            else if (Character.isJavaIdentifierStart(c)) name();
            else if (Character.isDigit(c)) number();
            else sign(c);
        }
        return tokens;
    }

    private void newLine() {
        if (brackets == 0) add(Kind.NEW_LINE, "\n", position);
        position++;
        line++;
        lineStart = position;
    }

    private void continuation() {
        position += 2;
        line++;
        lineStart = position;
    }

    private void skipTo(char end) {
        int found = text.indexOf(end, position);
        position = found < 0 ? text.length() : found;
    }

    private void name() {
        int start = position;
        while (position < text.length() && Character.isJavaIdentifierPart(text.charAt(position))) position++;
        String name = text.substring(start, position);
        boolean quote = position < text.length() && (text.charAt(position) == '"' || text.charAt(position) == '\'');
        if (quote && name.length() <= 2 && name.chars().allMatch(c -> "rRbBuUfF".indexOf(c) >= 0)) string(name);
        else add(Kind.NAME, name, start);
    }

    private void number() {
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '.')) {
            position++;
        }
        add(Kind.NUMBER, text.substring(start, position), start);
    }

    private void sign(char c) {
        if ("([{".indexOf(c) >= 0) brackets++;
        if (")]}".indexOf(c) >= 0) brackets = Math.max(0, brackets - 1);
        boolean twice = position + 1 < text.length() && text.charAt(position + 1) == c && (c == '*' || c == '=');
        add(Kind.SIGN, twice ? "" + c + c : String.valueOf(c), position);
        position += twice ? 2 : 1;
    }

    private void string(String prefix) {
        int start = position - prefix.length();
        int startLine = line;
        int startColumn = start - lineStart + 1;
        char quote = text.charAt(position);
        boolean triple = text.startsWith(String.valueOf(quote).repeat(3), position);
        position += triple ? 3 : 1;
        boolean raw = prefix.indexOf('r') >= 0 || prefix.indexOf('R') >= 0;
        var value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position);
            boolean end = c == quote
                    && (!triple || text.startsWith(String.valueOf(quote).repeat(3), position));
            if (end) {
                position += triple ? 3 : 1;
                break;
            }
            if (c == '\n') {
                if (!triple) break;
                line++;
                lineStart = position + 1;
            }
            if (c == '\\' && position + 1 < text.length()) {
                escape(raw, value);
            } else {
                value.append(c);
                position++;
            }
        }
        boolean plain = prefix.chars().allMatch(c -> "rRuU".indexOf(c) >= 0);
        tokens.add(new Token(plain ? Kind.STRING : Kind.COMPUTED, value.toString(), startLine, startColumn));
    }

    private void escape(boolean raw, StringBuilder value) {
        char next = text.charAt(position + 1);
        if (next == '\n') {
            line++;
            lineStart = position + 2;
        }
        if (raw) value.append('\\').append(next);
        else if (next == 'n') value.append('\n');
        else if (next == 't') value.append('\t');
        else if (next != '\n') value.append(next);
        position += 2;
    }

    private void add(Kind kind, String value, int start) {
        tokens.add(new Token(kind, value, line, start - lineStart + 1));
    }
}
