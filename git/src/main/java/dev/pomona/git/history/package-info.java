// SPDX-License-Identifier: Apache-2.0
/// Questions about a repository's history: which commits are in a range, which blobs are new in it, and where
/// and since when a blob was there.
///
/// [Revisions] understands what people write, [NewBlobs] and [BlobTraces] answer. All answers are in an order
/// that the repository alone decides.
@NullMarked
package dev.pomona.git.history;

import org.jspecify.annotations.NullMarked;
