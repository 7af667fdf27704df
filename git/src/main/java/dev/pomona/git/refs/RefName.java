// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.refs;

/// What may be a ref's name, and so a path below the repository's folder.
final class RefName {

    private static final int LONGEST = 4096;

    private RefName() {}

    /// Whether a name is safe to be made a path: no empty part, none that starts with a dot, no backslash, no
    /// control.
    static boolean isSafe(String name) {
        if (name.isEmpty() || name.length() > LONGEST) return false;
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.charAt(0) == '.') return false;
        }
        return name.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == '\\' || c == ':' || c == 0xFFFD);
    }

    /// Whether it is a name such as `HEAD` or `FETCH_HEAD`, which stand outside of `refs/`.
    static boolean isPseudo(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_');
    }
}
