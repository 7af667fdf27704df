// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Paths by number, each a folder's path and a name; 0 is the root. Paths that are too deep or too long have none, and
/// neither have those beyond the most.
final class PathTable {

    static final int[] NONE = {};
    static final int ROOT = 0;

    static final int TOO_DEEP = -1;

    private static final int LONGEST = 1 << 14;
    private static final int MOST = 1 << 22;

    private final int mostDepth;
    private final List<Path> paths = new ArrayList<>(List.of(new Path(-1, "")));
    private final IntList depths = new IntList();
    private final IntList lengths = new IntList();
    private final Map<Path, Integer> numbers = new HashMap<>();

    private record Path(int folder, String name) {

        // written out: what is generated for records is linked when it is first called, which a short run notices
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Path path && folder == path.folder && name.equals(path.name);
        }

        @Override
        public int hashCode() {
            return 31 * folder + name.hashCode();
        }
    }

    PathTable(int mostDepth) {
        this.mostDepth = mostDepth;
        depths.add(0);
        lengths.add(0);
    }

    /// The number of a name in a folder; [#TOO_DEEP] when there would be more of names, letters or paths than a limit.
    int child(int folder, String name) {
        int length = lengths.get(folder) + 1 + name.length();
        if (depths.get(folder) == mostDepth || length > LONGEST) return TOO_DEEP;
        var path = new Path(folder, name);
        Integer known = numbers.get(path);
        if (known != null) return known;
        if (paths.size() == MOST) return TOO_DEEP;
        numbers.put(path, paths.size());
        paths.add(path);
        depths.add(depths.get(folder) + 1);
        lengths.add(length);
        return paths.size() - 1;
    }

    String text(int path) {
        var names = new ArrayList<String>();
        for (int at = path; at != ROOT; at = paths.get(at).folder())
            names.add(paths.get(at).name());
        return String.join("/", names.reversed());
    }
}
