// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git;

import dev.pomona.git.object.ObjectId;

/// An entry of the index: what the next commit would have at a path.
///
/// @param path from the root of the work tree, with `/`; bytes that are no UTF-8 are replaced. Empty for some
///     entries of a split index, whose paths are in its shared part
/// @param mode type and permissions, such as `0100644`; `0160000` is a submodule, `0040000` a folder of a
///     sparse index
/// @param stage 0, or in a conflict 1 (base), 2 (ours), 3 (theirs)
/// @param isIntended whether only the path was announced (`git add --intent-to-add`): then the id is that of
///     nothing
public record StagedFile(String path, int mode, ObjectId id, int stage, boolean isIntended) {

    /// Whether it is a file or a symbolic link, whose content is a blob.
    public boolean isBlob() {
        return (mode & 0170000) == 0100000 || (mode & 0170000) == 0120000;
    }
}
