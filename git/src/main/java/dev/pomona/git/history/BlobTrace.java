// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.object.Commit;
import dev.pomona.git.object.ObjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where and since when a blob was in a repository.
///
/// Commits are in order of descent, and otherwise of the committer's time, so that the first one is never a
/// descendant of another one that has the blob.
///
/// @param paths all paths it had, in order; empty when no tree of a commit or ref has it
/// @param isPathsCut whether it had more paths than are told
/// @param first the oldest commit that has it, and so one that brought it; `null` when no commit has it
/// @param last the newest commit that still has it; `null` when no commit has it
/// @param isReachable whether a ref leads to it; otherwise only reflogs do, or nothing
/// @param isInHead whether what HEAD points to has it
public record BlobTrace(
        ObjectId blob,
        List<String> paths,
        boolean isPathsCut,
        @Nullable Commit first,
        @Nullable Commit last,
        boolean isReachable,
        boolean isInHead) {

    public BlobTrace {
        paths = List.copyOf(paths);
    }
}
