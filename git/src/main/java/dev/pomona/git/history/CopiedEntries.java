// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.store.ObjectVisitor;
import org.jspecify.annotations.Nullable;

/// Tells which entries of a tree are those of the tree that it was made of. Entries are asked for in their order.
final class CopiedEntries {

    private static final int[] NONE = {};

    private final int[] copies;
    private int next;

    CopiedEntries(ObjectVisitor.@Nullable Base base) {
        this.copies = base == null ? NONE : base.copies();
    }

    /// Where the bytes `[start, end)` are in the other tree; -1 when not all of them are one part of it.
    int find(int start, int end) {
        while (next < copies.length && copies[next] + copies[next + 2] <= start) next += 3;
        if (next == copies.length || copies[next] > start || copies[next] + copies[next + 2] < end) return -1;
        return start - copies[next] + copies[next + 1];
    }
}
