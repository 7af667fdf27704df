// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.gradle;

import java.util.ArrayList;
import java.util.List;

/// Cuts a Groovy or Kotlin script into words, texts and signs, well enough to find what it states literally.
/// Accepts anything; what it does not know is a sign.
final class ScriptTokens {

    private static final int MAX_TOKENS = 1_000_000;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    enum Kind {
        WORD,
        TEXT,
        SIGN,
        LINE_END
    }

    /// @param text of a text without its quotes, escapes left as they are
    record Token(Kind kind, String text, int line, int column) {

        boolean isSign(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }
    }

    private ScriptTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String script) {
        var tokens = new ScriptTokens(script);
        while (tokens.at < script.length() && tokens.tokens.size() < MAX_TOKENS) tokens.next();
        return tokens.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '\n') {
            add(Kind.LINE_END, "", at, at + 1);
            newLine(at);
        } else if (c <= ' ') {
            at++;
        } else if (text.startsWith("//", at)) {
            at = orEnd(text.indexOf('\n', at));
        } else if (text.startsWith("/*", at)) {
            skipTo(orEnd(text.indexOf("*/", at + 2)), 2);
        } else if (text.startsWith("'''", at) || text.startsWith("\"\"\"", at)) {
            int end = orEnd(text.indexOf(text.substring(at, at + 3), at + 3));
            add(Kind.TEXT, text.substring(at + 3, Math.max(end, at + 3)), at, at);
            skipTo(end, 3);
        } else if (c == '"' || c == '\'') {
            int end = closing(c);
            add(Kind.TEXT, text.substring(at + 1, end), at, Math.min(end + 1, text.length()));
        } else if (Character.isJavaIdentifierStart(c) || Character.isDigit(c)) {
            int end = at + 1;
            while (end < text.length() && isInWord(end)) end++;
            add(Kind.WORD, text.substring(at, end), at, end);
        } else {
            add(Kind.SIGN, String.valueOf(c), at, at + 1);
        }
    }

    /// A dotted name is one word.
    private boolean isInWord(int index) {
        char c = text.charAt(index);
        if (Character.isJavaIdentifierPart(c)) return true;
        return c == '.' && index + 1 < text.length() && Character.isJavaIdentifierStart(text.charAt(index + 1));
    }

    private int closing(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end, text.length());
    }

    private void add(Kind kind, String word, int start, int end) {
        tokens.add(new Token(kind, word, line, start - lineStart + 1));
        at = end;
    }

    private void skipTo(int end, int length) {
        while (at < Math.min(end + length, text.length())) {
            if (text.charAt(at) == '\n') newLine(at + 1);
            at++;
        }
    }

    private void newLine(int start) {
        line++;
        lineStart = start;
    }

    private int orEnd(int index) {
        return index < 0 ? text.length() : index;
    }
}
