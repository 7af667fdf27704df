// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.locked;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Paths of files relative to others, never outside the scanned root.
public final class Siblings {

    private Siblings() {}

    /// The path of a file in a folder; the root folder is the empty text.
    public static String in(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /// The folder above; `null` above the root and above the root of an archive.
    public static @Nullable String above(String folder) {
        if (folder.isEmpty() || folder.endsWith("!")) return null;
        int slash = folder.lastIndexOf('/');
        return slash < 0 ? "" : folder.substring(0, slash);
    }

    /// Follows a relative path with `/` or `\` from a folder; `null` when it is absolute or leaves the root.
    public static @Nullable String resolve(String folder, String relative) {
        String path = relative.replace('\\', '/');
        if (path.startsWith("/") || (path.length() > 1 && path.charAt(1) == ':')) return null;
        var names = new ArrayDeque<String>();
        if (!folder.isEmpty()) for (String name : folder.split("/", -1)) names.add(name);
        for (String name : path.split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> {
                    if (names.isEmpty() || names.getLast().endsWith("!")) return null;
                    names.removeLast();
                }
                default -> names.add(name);
            }
        }
        return String.join("/", names);
    }
}
