// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A recursive-descent parser of TOML 1.0; recursion only for arrays and inline tables, within the depth limit.
///
/// Our own because no library keeps positions, stays within limits and starts in a few milliseconds.
final class TomlParser {

    private static final Pattern DATE_TIME = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
            + "([Tt ]([01]\\d|2[0-3]):[0-5]\\d(:([0-5]\\d|60)(\\.\\d+)?)?([Zz]|[-+]([01]\\d|2[0-3]):[0-5]\\d)?)?"
            + "|([01]\\d|2[0-3]):[0-5]\\d(:([0-5]\\d|60)(\\.\\d+)?)?");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(0|[1-9](_?\\d)*)(\\.\\d(_?\\d)*)?([eE][-+]?\\d(_?\\d)*)?"
                    + "|0x[0-9a-fA-F](_?[0-9a-fA-F])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*|[-+]?(inf|nan)");

    private final String text;
    private final Limits limits;
    private int position;
    private int line = 1;
    private int lineStart;
    private long count;

    private record Key(String name, int line, int column) {}

    TomlParser(String text, Limits limits) {
        this.text = text;
        this.limits = limits;
    }

    Mapping document() {
        var root = new TomlTable(TomlTable.Origin.HEADER, 1, 1, 0);
        TomlTable current = root;
        while (true) {
            skipBlank(true);
            if (atEnd()) return root.toMapping();
            if (peek() == '[') current = header(root);
            else keyValue(current);
            endOfLine();
        }
    }

    private TomlTable header(TomlTable root) {
        position++;
        boolean array = !atEnd() && peek() == '[';
        if (array) position++;
        List<Key> keys = dottedKey();
        expect(']');
        if (array) expect(']', false);
        TomlTable table = root;
        for (Key key : keys.subList(0, keys.size() - 1)) {
            table = table.enter(key.name, key.line, key.column);
        }
        Key last = keys.getLast();
        count(table.depth() + 1);
        return array
                ? table.append(last.name, last.line, last.column)
                : table.define(last.name, last.line, last.column);
    }

    private void keyValue(TomlTable into) {
        List<Key> keys = dottedKey();
        expect('=');
        skipBlank(false);
        TomlTable table = into;
        for (Key key : keys.subList(0, keys.size() - 1)) {
            table = table.dot(key.name, key.line, key.column);
        }
        Key last = keys.getLast();
        table.set(last.name, value(table.depth() + 1), last.line, last.column);
    }

    private List<Key> dottedKey() {
        var keys = new ArrayList<Key>(2);
        while (true) {
            skipBlank(false);
            int atLine = line;
            int atColumn = column();
            if (atEnd()) throw error("a key is missing");
            char c = peek();
            String name;
            if (c == '"') name = basicString();
            else if (c == '\'') name = literalString();
            else name = bareKey();
            keys.add(new Key(name, atLine, atColumn));
            limits.check(keys.size(), count, line, column());
            skipBlank(false);
            if (atEnd() || peek() != '.') return keys;
            position++;
        }
    }

    private String bareKey() {
        int start = position;
        while (!atEnd() && isBare(peek())) position++;
        if (position == start) throw error("a key is missing");
        return text.substring(start, position);
    }

    private static boolean isBare(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private Node value(int depth) {
        count(depth);
        if (atEnd()) throw error("a value is missing");
        int atLine = line;
        int atColumn = column();
        return switch (peek()) {
            case '"' -> {
                String string = text.startsWith("\"\"\"", position) ? multiLine('"') : basicString();
                yield new Scalar(string, Scalar.Kind.STRING, atLine, atColumn);
            }
            case '\'' -> {
                String string = text.startsWith("'''", position) ? multiLine('\'') : literalString();
                yield new Scalar(string, Scalar.Kind.STRING, atLine, atColumn);
            }
            case '[' -> array(depth);
            case '{' -> inlineTable(depth);
            default -> plain(atLine, atColumn);
        };
    }

    private Node array(int depth) {
        int atLine = line;
        int atColumn = column();
        var items = new ArrayList<Node>();
        position++;
        while (true) {
            skipBlank(true);
            if (tryTake(']')) return new Sequence(items, atLine, atColumn);
            items.add(value(depth + 1));
            skipBlank(true);
            if (!tryTake(',')) {
                expect(']', false);
                return new Sequence(items, atLine, atColumn);
            }
        }
    }

    private Node inlineTable(int depth) {
        var table = new TomlTable(TomlTable.Origin.INLINE, line, column(), depth);
        position++;
        while (true) {
            skipBlank(true);
            if (tryTake('}')) return table.toMapping();
            keyValue(table);
            skipBlank(true);
            if (!tryTake(',')) {
                expect('}', false);
                return table.toMapping();
            }
        }
    }

    /// Numbers, booleans, dates and times.
    private Node plain(int atLine, int atColumn) {
        int start = position;
        while (!atEnd() && isPlain(peek())) position++;
        // a date and its time may be parted by one space
        if (position - start == 10
                && position + 3 < text.length()
                && peek() == ' '
                && Character.isDigit(text.charAt(position + 1))
                && Character.isDigit(text.charAt(position + 2))
                && text.charAt(position + 3) == ':') {
            position++;
            while (!atEnd() && isPlain(peek())) position++;
        }
        String raw = text.substring(start, position);
        if (raw.length() > 1000) throw new SyntaxException("not a value", atLine, atColumn);
        Scalar.Kind kind;
        if (raw.equals("true") || raw.equals("false")) kind = Scalar.Kind.BOOLEAN;
        else if (NUMBER.matcher(raw).matches()) kind = Scalar.Kind.NUMBER;
        else if (DATE_TIME.matcher(raw).matches()) kind = Scalar.Kind.DATE_TIME;
        else throw new SyntaxException("not a value", atLine, atColumn);
        return new Scalar(raw, kind, atLine, atColumn);
    }

    private static boolean isPlain(char c) {
        return isBare(c) || c == '+' || c == '.' || c == ':';
    }

    private String literalString() {
        int start = ++position;
        while (true) {
            if (atEnd() || isControl(peek())) throw error("the string has no end");
            if (peek() == '\'') return text.substring(start, position++);
            position++;
        }
    }

    private String basicString() {
        position++;
        var string = new StringBuilder();
        while (true) {
            if (atEnd() || isControl(peek())) throw error("the string has no end");
            char c = text.charAt(position++);
            if (c == '"') return string.toString();
            if (c == '\\') escape(string);
            else string.append(c);
        }
    }

    private String multiLine(char quote) {
        String delimiter = String.valueOf(quote).repeat(3);
        position += 3;
        tryTakeNewline();
        var string = new StringBuilder();
        while (true) {
            if (atEnd()) throw error("the string has no end");
            if (text.startsWith(delimiter, position)) {
                position += 3;
                // up to two quotes may stand before the closing three
                for (int i = 0; i < 2 && !atEnd() && peek() == quote; i++) {
                    string.append(quote);
                    position++;
                }
                return string.toString();
            }
            if (tryTakeNewline()) {
                string.append('\n');
                continue;
            }
            char c = text.charAt(position++);
            if (isControl(c)) throw error("a control character in a string");
            if (c == '\\' && quote == '"') {
                if (!tryTakeLineEndingBackslash()) escape(string);
            } else {
                string.append(c);
            }
        }
    }

    /// A backslash before a line break swallows all white space up to the next character.
    private boolean tryTakeLineEndingBackslash() {
        int ahead = position;
        while (ahead < text.length() && (text.charAt(ahead) == ' ' || text.charAt(ahead) == '\t')) ahead++;
        if (ahead >= text.length() || (text.charAt(ahead) != '\n' && text.charAt(ahead) != '\r')) return false;
        position = ahead;
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) {
            if (!tryTakeNewline()) position++;
        }
        return true;
    }

    private void escape(StringBuilder into) {
        if (atEnd()) throw error("the string has no end");
        char c = text.charAt(position++);
        switch (c) {
            case 'b' -> into.append('\b');
            case 't' -> into.append('\t');
            case 'n' -> into.append('\n');
            case 'f' -> into.append('\f');
            case 'r' -> into.append('\r');
            case 'e' -> into.append('\u001b');
            case '"' -> into.append('"');
            case '\\' -> into.append('\\');
            case 'x' -> codePoint(2, into);
            case 'u' -> codePoint(4, into);
            case 'U' -> codePoint(8, into);
            default -> throw error("not an escape");
        }
    }

    private void codePoint(int digits, StringBuilder into) {
        if (position + digits > text.length()) throw error("not an escape");
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(text.charAt(position++), 16);
            if (digit < 0) throw error("not an escape");
            value = value * 16 + digit;
        }
        if (value > Character.MAX_CODE_POINT || (value >= 0xD800 && value <= 0xDFFF)) throw error("not a character");
        into.appendCodePoint((int) value);
    }

    /// Skips spaces, tabs and comments, and line breaks where they mean nothing.
    private void skipBlank(boolean acrossLines) {
        while (!atEnd()) {
            char c = peek();
            if (c == ' ' || c == '\t') position++;
            else if (c == '#' && acrossLines) skipComment();
            else if (!acrossLines || !tryTakeNewline()) return;
        }
    }

    private void skipComment() {
        while (!atEnd() && peek() != '\n' && peek() != '\r') {
            if (isControl(peek())) throw error("a control character in a comment");
            position++;
        }
    }

    private void endOfLine() {
        skipBlank(false);
        if (!atEnd() && peek() == '#') skipComment();
        if (!atEnd() && !tryTakeNewline()) throw error("the line should end here");
    }

    private boolean tryTakeNewline() {
        if (atEnd()) return false;
        int length = text.startsWith("\r\n", position) ? 2 : peek() == '\n' ? 1 : 0;
        if (length == 0) return false;
        position += length;
        line++;
        lineStart = position;
        return true;
    }

    private boolean tryTake(char c) {
        if (atEnd() || peek() != c) return false;
        position++;
        return true;
    }

    private void expect(char c) {
        expect(c, true);
    }

    private void expect(char c, boolean afterBlank) {
        if (afterBlank) skipBlank(false);
        if (!tryTake(c)) throw error("'%c' is missing".formatted(c));
    }

    private void count(int depth) {
        limits.check(depth, ++count, line, column());
    }

    /// Control characters other than the tab, line breaks among them.
    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == 0x7f;
    }

    private boolean atEnd() {
        return position >= text.length();
    }

    private char peek() {
        return text.charAt(position);
    }

    private int column() {
        return position - lineStart + 1;
    }

    private SyntaxException error(String message) {
        return new SyntaxException(message, line, column());
    }
}
