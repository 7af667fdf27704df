// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import dev.pomona.scanners.packages.rubygems.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A method call as Gemfiles write it: `gem "x", "~> 1", group: :test do`.
///
/// @param receiver `spec` of `spec.add_dependency`; `null` when there is none
/// @param arguments the literal strings and symbols in front of the options and of the first argument that is code,
///     arrays flattened
/// @param options the literal values of `key: value` and `:key => value`, arrays flattened; a value that is code is an
///     empty list
/// @param literal whether all arguments were literals
/// @param opensBlock whether the call ends in `do`
record Call(
        @Nullable String receiver,
        Token name,
        List<String> arguments,
        Map<String, List<String>> options,
        boolean literal,
        boolean opensBlock) {

    /// The call that a statement is; `null` when it is something else.
    static @Nullable Call of(List<Token> statement) {
        int at = 0;
        if (statement.isEmpty() || statement.getFirst().kind() != Kind.WORD) return null;
        String receiver = null;
        if (statement.size() > 2
                && statement.get(1).isPunctuation('.')
                && statement.get(2).kind() == Kind.WORD) {
            receiver = statement.getFirst().text();
            at = 2;
        }
        Token name = statement.get(at);
        if (at + 1 < statement.size() && statement.get(at + 1).isPunctuation('=')) return null;
        return new Reader(statement, at + 1).read(receiver, name);
    }

    private static final class Reader {

        private final List<Token> tokens;
        private int at;
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, List<String>> options = new LinkedHashMap<>();
        private boolean literal = true;

        Reader(List<Token> tokens, int at) {
            this.tokens = tokens;
            this.at = at;
        }

        Call read(@Nullable String receiver, Token name) {
            List<String> target = arguments;
            boolean inOptions = false;
            boolean block = false;
            for (; at < tokens.size(); at++) {
                Token token = tokens.get(at);
                if (token.isWord("do")) {
                    block = true;
                    break;
                }
                if (token.isWord("if") || token.isWord("unless")) break;
                String key = key();
                if (key != null) {
                    inOptions = true;
                    target = options.computeIfAbsent(key, _ -> new ArrayList<>(1));
                    continue;
                }
                switch (token.kind()) {
                    case STRING, SYMBOL -> {
                        if (inOptions || literal) target.add(token.text());
                    }
                    case WORD -> {
                        if (inOptions
                                && (token.text().equals("true") || token.text().equals("false"))) {
                            target.add(token.text());
                        } else if (!inOptions && !token.text().equals("freeze")) {
                            literal = false;
                        }
                    }
                    case TEMPLATE -> {
                        if (!inOptions) literal = false;
                    }
                    case LABEL, PUNCTUATION, NEWLINE -> {}
                }
            }
            return new Call(receiver, name, List.copyOf(arguments), options, literal, block);
        }

        /// The option that starts here, as `key:` or `:key =>`; moves to its last token.
        private @Nullable String key() {
            Token token = tokens.get(at);
            if (token.kind() == Kind.LABEL) return token.text();
            boolean rocket = (token.kind() == Kind.SYMBOL || token.kind() == Kind.STRING)
                    && at + 2 < tokens.size()
                    && tokens.get(at + 1).isPunctuation('=')
                    && tokens.get(at + 2).isPunctuation('>');
            if (!rocket) return null;
            at += 2;
            return token.text();
        }
    }
}
