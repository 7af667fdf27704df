// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.policy.Glob;

/// A pattern of a CODEOWNERS file, as GitHub, GitLab and Bitbucket read it: like `.gitignore`,
/// without `!` and `[…]`.
///
/// One without a slash, but for the last character, matches at any depth; `/` at the front or in
/// the middle binds it to the root. A name that matches a folder matches all below it; `dir/*`
/// matches only what is directly in there. A `*` stands for anything but `/`, `**` for anything.
final class CodeOwnersPattern {

    private final String pattern;
    private final Glob glob;
    private final boolean isOnlyDirect;

    private CodeOwnersPattern(String pattern, boolean isOnlyDirect) {
        this.pattern = pattern;
        this.glob = Glob.of(pattern);
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
        if (glob.matches(path)) return true;
        if (isOnlyDirect) return false;
        // a folder that matches has everything below it
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            if (glob.matches(path.substring(0, slash))) return true;
        }
        return false;
    }
}
