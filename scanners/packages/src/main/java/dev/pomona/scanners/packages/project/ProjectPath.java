// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Paths that manifests name, made into paths of the scanned tree.
public final class ProjectPath {

    private ProjectPath() {}

    /// The path that `relative` means in a folder of the tree, without `.` and `..`; the tree's root is empty.
    ///
    /// @param relative with `/` or `\` between names
    /// @return empty when it is absolute, leads out of the tree (or out of the archive that the folder is in),
    ///     or can't be a path
    public static Optional<String> resolve(String folder, String relative) {
        String path = relative.strip().replace('\\', '/');
        boolean absolute = path.startsWith("/") || (path.length() > 1 && path.charAt(1) == ':');
        if (absolute || path.indexOf('\0') >= 0) return Optional.empty();
        List<String> names = new ArrayList<>();
        if (!folder.isEmpty()) names.addAll(List.of(folder.split("/", -1)));
        for (String name : path.split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> {
                    if (names.isEmpty() || names.getLast().endsWith("!")) return Optional.empty();
                    names.removeLast();
                }
                default -> names.add(name);
            }
        }
        return Optional.of(String.join("/", names));
    }

    /// A file of a folder; the root's folder is empty.
    public static String in(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /// The folder of a path; empty for files of the root.
    public static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /// The last name of a path.
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
