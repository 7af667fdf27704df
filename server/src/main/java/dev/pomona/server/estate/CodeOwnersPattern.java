// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

/// A pattern of a CODEOWNERS file, as GitHub, GitLab and Bitbucket read it: like `.gitignore`,
/// without `!` and `[…]`.
///
/// One without a slash, but for the last character, matches at any depth; `/` at the front or in
/// the middle binds it to the root. A name that matches a folder matches all below it; `dir/*`
/// matches only what is directly in there. A `*` stands for anything but `/`, `**` for anything.
final class CodeOwnersPattern {

    private final String pattern;
    private final boolean isOnlyDirect;

    private CodeOwnersPattern(String pattern, boolean isOnlyDirect) {
        this.pattern = pattern;
        this.isOnlyDirect = isOnlyDirect;
    }

    static CodeOwnersPattern of(String text) {
        boolean isFolder = text.endsWith("/");
        String body = isFolder ? text.substring(0, text.length() - 1) : text;
        boolean isBound = body.indexOf('/') >= 0;
        if (body.startsWith("/")) body = body.substring(1);
        String anchored = isBound ? body : "**/" + body;
        boolean isOnlyDirect = !isFolder && anchored.endsWith("/*") && isBound;
        return new CodeOwnersPattern(isFolder ? anchored + "/**" : anchored, isOnlyDirect);
    }

    /// @param path with `/`, without one at the front; empty for everything, which only a pattern
    ///     for all matches
    boolean matches(String path) {
        if (path.isEmpty()) return pattern.equals("**/*") || pattern.equals("**") || pattern.equals("**/**");
        if (isWhole(path)) return true;
        if (isOnlyDirect) return false;
        // a folder that matches has everything below it
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (isWhole(path.substring(0, slash))) return true;
        }
        return false;
    }

    /// In steps of pattern times path, whatever the pattern: all ways to match are followed side by
    /// side.
    private boolean isWhole(String path) {
        boolean[] reachable = new boolean[pattern.length() + 1];
        reachable[0] = true;
        close(reachable);
        for (int i = 0; i < path.length(); i++) {
            boolean[] next = new boolean[pattern.length() + 1];
            char c = path.charAt(i);
            for (int p = 0; p < pattern.length(); p++) {
                if (!reachable[p]) continue;
                char token = pattern.charAt(p);
                if (token == '*') {
                    if (isDouble(p) || c != '/') next[p] = true;
                } else if (token == c || (token == '?' && c != '/')) {
                    next[p + 1] = true;
                }
            }
            close(next);
            reachable = next;
        }
        return reachable[pattern.length()];
    }

    private boolean isDouble(int p) {
        return (p + 1 < pattern.length() && pattern.charAt(p + 1) == '*') || (p > 0 && pattern.charAt(p - 1) == '*');
    }

    private void close(boolean[] reachable) {
        for (int p = 0; p < pattern.length(); p++) {
            if (!reachable[p] || pattern.charAt(p) != '*') continue;
            reachable[p + 1] = true;
            if (pattern.startsWith("**/", p) && (p == 0 || pattern.charAt(p - 1) == '/')) reachable[p + 3] = true;
        }
    }
}
