// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import org.jspecify.annotations.Nullable;

/// Module paths and versions, and the package URLs made of them.
final class Modules {

    private static final int LONGEST = 1024;

    private Modules() {}

    /// The package URL of a module; `null` when the path can't be one.
    ///
    /// @param version as Go writes it, with its `v`; `null` when it is not known
    static @Nullable Purl purl(String path, @Nullable String version) {
        if (!isPath(path) || (version != null && (version.isEmpty() || !isPlain(version)))) return null;
        int slash = path.lastIndexOf('/');
        try {
            return slash < 0
                    ? Purl.of("golang", null, path, version)
                    : Purl.of("golang", path.substring(0, slash), path.substring(slash + 1), version);
        } catch (InvalidPurlException e) {
            return null;
        }
    }

    /// The standard library.
    ///
    /// @param version without `go` in front; `null` when it is not known
    static Purl standardLibrary(@Nullable String version) {
        return Purl.of("golang", null, "stdlib", version);
    }

    /// Whether a text is a version and not the name of a branch or a commit.
    static boolean isVersion(String text) {
        return text.length() > 1 && text.charAt(0) == 'v' && Character.isDigit(text.charAt(1)) && isPlain(text);
    }

    /// Whether the right side of a replacement is a folder and not a module.
    static boolean isFolder(String path) {
        boolean drive = path.length() > 1 && path.charAt(1) == ':';
        return path.startsWith("./")
                || path.startsWith("../")
                || path.startsWith("/")
                || path.equals(".")
                || path.equals("..")
                || path.startsWith(".\\")
                || path.startsWith("..\\")
                || drive;
    }

    private static boolean isPath(String path) {
        boolean edges = path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.startsWith(".");
        return !edges && path.length() <= LONGEST && isPlain(path) && !path.contains("//");
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '\\' && c != '"');
    }
}
