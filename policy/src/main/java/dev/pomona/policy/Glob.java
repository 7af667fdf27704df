// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy;

/// A path pattern: `*` and `?` within a name, `**` across names; a pattern that ends in `/` means all below.
///
/// All ways to match are followed side by side, so time is bounded by the product of the lengths.
public final class Glob {

    private final String pattern;

    private Glob(String pattern) {
        this.pattern = pattern;
    }

    public static Glob of(String pattern) {
        return new Glob(pattern.endsWith("/") ? pattern + "**" : pattern);
    }

    /// @param path with `/`, without one at the front
    public boolean matches(String path) {
        // reachable[p]: the pattern's first p characters match what was read of the path
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
                    boolean acrossNames = isDoubleStar(p);
                    if (acrossNames || c != '/') next[p] = true;
                } else if (token == c || (token == '?' && c != '/')) {
                    next[p + 1] = true;
                }
            }
            close(next);
            reachable = next;
        }
        return reachable[pattern.length()];
    }

    private boolean isDoubleStar(int p) {
        return (p + 1 < pattern.length() && pattern.charAt(p + 1) == '*') || (p > 0 && pattern.charAt(p - 1) == '*');
    }

    /// A star may stand for nothing, and `**/` for no folder at all.
    private void close(boolean[] reachable) {
        for (int p = 0; p < pattern.length(); p++) {
            if (!reachable[p] || pattern.charAt(p) != '*') continue;
            reachable[p + 1] = true;
            if (pattern.startsWith("**/", p) && (p == 0 || pattern.charAt(p - 1) == '/')) reachable[p + 3] = true;
        }
    }
}
