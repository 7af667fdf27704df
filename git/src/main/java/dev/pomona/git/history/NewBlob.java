// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.object.ObjectId;
import org.jspecify.annotations.Nullable;

/// A blob that a range of commits brings.
///
/// @param path the first path it has, from the root; empty when it is pushed without a tree
/// @param mode type and permissions there; `0` without a tree
/// @param commit the oldest commit of the range that has it; `null` when it is pushed without a commit
public record NewBlob(
        ObjectId blob, String path, int mode, @Nullable ObjectId commit) {}
