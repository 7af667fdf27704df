// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine.ignore;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a repository keeps whatever its ignore files say: Git's rules are about files that it does not know yet.
///
/// Learned at the first question, as most repositories keep nothing that they ignore. For one thread.
public final class TrackedFiles {

    /// Of no repository.
    public static final TrackedFiles NONE = new TrackedFiles(List::of);

    private final Supplier<List<String>> source;
    private String @Nullable [] sorted;

    /// @param source gives the paths, relative to the target; asked once at most
    public TrackedFiles(Supplier<List<String>> source) {
        this.source = source;
    }

    /// Whether the path is one of a tracked file or of a folder with tracked files.
    public boolean has(String path) {
        if (sorted == null) {
            sorted = source.get().toArray(String[]::new);
            Arrays.sort(sorted);
        }
        if (Arrays.binarySearch(sorted, path) >= 0) return true;
        String below = path + "/";
        int at = Arrays.binarySearch(sorted, below);
        int next = at < 0 ? -at - 1 : at;
        return next < sorted.length && sorted[next].startsWith(below);
    }
}
