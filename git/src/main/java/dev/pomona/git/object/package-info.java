// SPDX-License-Identifier: Apache-2.0
/// Git's objects as values: ids, commits, tags, entries of trees, and sets of ids in a file.
///
/// Nothing in here opens a repository: bytes come in, values go out, and what is wrong with the bytes is a
/// [GitFormatException]. Formats are those of Git's manual pages `gitformat-pack` and `git-cat-file`. Start at
/// [ObjectId] and [Commit].
@NullMarked
package dev.pomona.git.object;

import org.jspecify.annotations.NullMarked;
