// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Relative paths among the scanned files.
final class Paths {

    private Paths() {}

    /// The path that a file's reference leads to; `null` when it leads out of the scanned files.
    static @Nullable String resolve(String file, String reference) {
        var names = new ArrayDeque<>(Arrays.asList(file.split("/", -1)));
        names.removeLast();
        for (String name : reference.replace('\\', '/').split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> {
                    if (names.isEmpty()) return null;
                    names.removeLast();
                }
                default -> names.add(name);
            }
        }
        return reference.startsWith("/") ? null : String.join("/", names);
    }
}
