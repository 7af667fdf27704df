// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import java.util.Arrays;

/// What is known of each of some trees or blobs: its first and last commit, its paths, and what leads to it.
///
/// Commits are counted from the oldest.
final class Sightings {

    static final int REACHABLE = 1;
    static final int IN_HEAD = 2;
    static final int PATHS_CUT = 4;
    static final int NEVER = Integer.MAX_VALUE;

    private final int mostPaths;
    private final int[] first;
    private final int[] last;
    private final byte[] flags;
    private final int[][] paths;

    Sightings(int count, int mostPaths) {
        this.mostPaths = mostPaths;
        this.first = new int[count];
        this.last = new int[count];
        this.flags = new byte[count];
        this.paths = new int[count][];
        Arrays.fill(first, NEVER);
        Arrays.fill(last, -1);
        Arrays.fill(paths, PathTable.NONE);
    }

    /// Notes that a commit has it, or `NEVER` when something other than a commit leads to it.
    void see(int at, int commit, int moreFlags) {
        if (commit != NEVER) {
            first[at] = Math.min(first[at], commit);
            last[at] = Math.max(last[at], commit);
        }
        flags[at] |= (byte) moreFlags;
    }

    void addPath(int at, int path) {
        if (path == PathTable.TOO_DEEP) {
            flags[at] |= PATHS_CUT;
        } else if (Arrays.stream(paths[at]).noneMatch(known -> known == path)) {
            if (paths[at].length == mostPaths) flags[at] |= PATHS_CUT;
            else paths[at] = with(paths[at], path);
        }
    }

    private static int[] with(int[] paths, int path) {
        int[] more = Arrays.copyOf(paths, paths.length + 1);
        more[paths.length] = path;
        return more;
    }

    /// Notes of something in a tree all that is known of the tree.
    void inherit(int at, Sightings trees, int tree, String name, PathTable table) {
        first[at] = Math.min(first[at], trees.first[tree]);
        last[at] = Math.max(last[at], trees.last[tree]);
        flags[at] |= trees.flags[tree];
        for (int folder : trees.paths[tree]) addPath(at, table.child(folder, name));
    }

    int first(int at) {
        return first[at];
    }

    int last(int at) {
        return last[at];
    }

    int[] paths(int at) {
        return paths[at];
    }

    boolean has(int at, int flag) {
        return (flags[at] & flag) != 0;
    }
}
