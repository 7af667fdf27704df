// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wildcard pattern over bytes with the meaning Git gives it: `*`, `?` and `[…]` stay within a name, `**`
/// between slashes crosses folders.
///
/// Matching runs all alternatives side by side: its time is the product of both lengths at most.
final class Glob {

    private enum Kind {
        BYTE,
        ANY,
        SET,
        STAR,
        STAR_STAR,
        /// In front of a `**` and the slash after it: both may be left out together.
        OPTIONAL_FOLDERS
    }

    private record Token(Kind kind, byte value, @Nullable ByteSet set) {
        static Token of(Kind kind) {
            return new Token(kind, (byte) 0, null);
        }
    }

    private final Token[] tokens;

    private Glob(List<Token> tokens) {
        this.tokens = tokens.toArray(Token[]::new);
    }

    /// Reads a pattern; `null` when it is malformed, so that it can match nothing.
    static @Nullable Glob parse(byte[] pattern) {
        var tokens = new ArrayList<Token>();
        int at = 0;
        while (at < pattern.length) {
            switch (pattern[at]) {
                case '*' -> {
                    int end = at;
                    while (end < pattern.length && pattern[end] == '*') end++;
                    Kind kind = stars(pattern, at, end);
                    tokens.add(Token.of(kind));
                    if (kind == Kind.OPTIONAL_FOLDERS) tokens.add(Token.of(Kind.STAR_STAR));
                    at = end;
                }
                case '?' -> {
                    tokens.add(Token.of(Kind.ANY));
                    at++;
                }
                case '[' -> {
                    var set = ByteSet.parse(pattern, at + 1);
                    if (set == null) return null;
                    tokens.add(new Token(Kind.SET, (byte) 0, set));
                    at = set.end();
                }
                case '\\' -> {
                    if (at + 1 == pattern.length) return null;
                    tokens.add(new Token(Kind.BYTE, pattern[at + 1], null));
                    at += 2;
                }
                default -> tokens.add(new Token(Kind.BYTE, pattern[at++], null));
            }
        }
        return new Glob(tokens);
    }

    private static Kind stars(byte[] pattern, int start, int end) {
        if (end - start == 1) return Kind.STAR;
        boolean opens = start == 0 || pattern[start - 1] == '/';
        if (!opens) return Kind.STAR;
        if (end == pattern.length) return Kind.STAR_STAR;
        if (pattern[end] == '/') return Kind.OPTIONAL_FOLDERS;
        boolean escapedSlash = pattern[end] == '\\' && end + 1 < pattern.length && pattern[end + 1] == '/';
        return escapedSlash ? Kind.STAR_STAR : Kind.STAR;
    }

    boolean matches(byte[] text, int from) {
        var now = new boolean[tokens.length + 1];
        var next = new boolean[tokens.length + 1];
        now[0] = true;
        for (int i = from; i < text.length; i++) {
            if (!step(now, next, text[i])) return false;
            var swap = now;
            now = next;
            next = swap;
            Arrays.fill(next, false);
        }
        skipEmpty(now);
        return now[tokens.length];
    }

    private boolean step(boolean[] now, boolean[] next, byte b) {
        skipEmpty(now);
        boolean alive = false;
        for (int i = 0; i < tokens.length; i++) {
            if (!now[i]) continue;
            Token token = tokens[i];
            boolean advances = switch (token.kind) {
                case BYTE -> token.value == b;
                case ANY -> b != '/';
                case SET -> b != '/' && token.set != null && token.set.contains(b);
                case STAR, STAR_STAR, OPTIONAL_FOLDERS -> false;
            };
            boolean stays = switch (token.kind) {
                case STAR -> b != '/';
                case STAR_STAR -> true;
                case BYTE, ANY, SET, OPTIONAL_FOLDERS -> false;
            };
            if (advances) next[i + 1] = true;
            if (stays) next[i] = true;
            alive |= advances || stays;
        }
        return alive;
    }

    private void skipEmpty(boolean[] now) {
        for (int i = 0; i < tokens.length; i++) {
            if (!now[i]) continue;
            switch (tokens[i].kind) {
                case STAR, STAR_STAR -> now[i + 1] = true;
                case OPTIONAL_FOLDERS -> {
                    now[i + 1] = true;
                    now[i + 3] = true;
                }
                case BYTE, ANY, SET -> {}
            }
        }
    }
}
