// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.python;

import dev.pomona.scanners.packages.python.PythonTokens.Kind;
import dev.pomona.scanners.packages.python.PythonTokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads lists and tables of string literals in Python source, and names that are bound to them at the top
/// level. What would have to be run is empty.
final class PythonLiterals {

    private static final int DEEPEST = 20;

    private final List<Token> tokens;
    private final Map<String, Integer> bindings = new HashMap<>();

    PythonLiterals(List<Token> tokens) {
        this.tokens = tokens;
        boolean statementStart = true;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean binds = statementStart
                    && token.kind() == Kind.NAME
                    && token.column() == 1
                    && tokens.get(i + 1).is("=");
            // bound twice means that the value depends on what runs
            if (binds) bindings.merge(token.text(), i + 2, (_, _) -> -1);
            statementStart = token.kind() == Kind.NEW_LINE;
        }
    }

    /// A value and the index behind it.
    private record Read<T>(T value, int end) {}

    /// The strings of the list, tuple, text or name that starts at an index and goes up to a comma, bracket or
    /// line end.
    Optional<List<Token>> strings(int index) {
        return strings(index, 0).filter(read -> endsExpression(read.end)).map(Read::value);
    }

    /// The strings of all values of a table such as `{"extra": ["a", "b"]}`.
    Optional<List<Token>> stringsOfTable(int index) {
        return table(index, 0).filter(read -> endsExpression(read.end)).map(Read::value);
    }

    private boolean endsExpression(int index) {
        if (index >= tokens.size()) return true;
        Token token = tokens.get(index);
        return token.kind() == Kind.NEW_LINE || token.is(",") || token.is(")") || token.is("]") || token.is("}");
    }

    private Optional<Read<List<Token>>> strings(int index, int depth) {
        if (depth > DEEPEST || index < 0 || index >= tokens.size()) return Optional.empty();
        List<Token> all = new ArrayList<>();
        int at = index;
        while (true) {
            Optional<Read<List<Token>>> one = term(at, depth);
            if (one.isEmpty()) return Optional.empty();
            all.addAll(one.get().value);
            at = one.get().end;
            if (at >= tokens.size() || !tokens.get(at).is("+")) return Optional.of(new Read<>(all, at));
            at++;
        }
    }

    private Optional<Read<List<Token>>> term(int index, int depth) {
        if (index >= tokens.size()) return Optional.empty();
        Token token = tokens.get(index);
        if (token.is("[")) return list(index, "]");
        if (token.is("(")) return list(index, ")");
        return switch (token.kind()) {
            case STRING -> {
                Read<Token> text = text(index);
                yield Optional.of(new Read<>(lines(text.value), text.end));
            }
            case NAME -> {
                int bound = bindings.getOrDefault(token.text(), -1);
                yield strings(bound, depth + 1)
                        .filter(read -> endsExpression(read.end))
                        .map(read -> new Read<>(read.value, index + 1));
            }
            case COMPUTED, NUMBER, SIGN, NEW_LINE -> Optional.empty();
        };
    }

    /// Neighbouring literals are one text.
    private Read<Token> text(int index) {
        Token first = tokens.get(index);
        var value = new StringBuilder(first.text());
        int at = index + 1;
        while (at < tokens.size() && tokens.get(at).kind() == Kind.STRING)
            value.append(tokens.get(at++).text());
        return new Read<>(new Token(Kind.STRING, value.toString(), first.line(), first.column()), at);
    }

    /// Setuptools takes a text of several lines for a list.
    private static List<Token> lines(Token text) {
        List<Token> lines = new ArrayList<>();
        int line = text.line();
        for (String one : text.text().split("\n", -1)) {
            if (!one.isBlank()) lines.add(new Token(Kind.STRING, one.strip(), line, text.column()));
            line++;
        }
        return lines;
    }

    private Optional<Read<List<Token>>> list(int index, String close) {
        List<Token> items = new ArrayList<>();
        int at = index + 1;
        while (at < tokens.size()) {
            if (tokens.get(at).is(close)) return Optional.of(new Read<>(items, at + 1));
            if (tokens.get(at).kind() != Kind.STRING) return Optional.empty();
            Read<Token> item = text(at);
            items.add(item.value);
            at = item.end;
            if (at < tokens.size() && tokens.get(at).is(",")) at++;
            else if (at >= tokens.size() || !tokens.get(at).is(close)) return Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<Read<List<Token>>> table(int index, int depth) {
        if (depth > DEEPEST || index < 0 || index >= tokens.size()) return Optional.empty();
        Token token = tokens.get(index);
        if (token.kind() == Kind.NAME) {
            return table(bindings.getOrDefault(token.text(), -1), depth + 1)
                    .map(read -> new Read<>(read.value, index + 1));
        }
        if (!token.is("{")) return Optional.empty();
        List<Token> all = new ArrayList<>();
        int at = index + 1;
        while (at < tokens.size()) {
            if (tokens.get(at).is("}")) return Optional.of(new Read<>(all, at + 1));
            if (tokens.get(at).kind() != Kind.STRING) return Optional.empty();
            at = text(at).end;
            if (at >= tokens.size() || !tokens.get(at).is(":")) return Optional.empty();
            Optional<Read<List<Token>>> value = strings(at + 1, depth + 1);
            if (value.isEmpty()) return Optional.empty();
            all.addAll(value.get().value);
            at = value.get().end;
            if (at < tokens.size() && tokens.get(at).is(",")) at++;
        }
        return Optional.empty();
    }
}
