// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

/// Some of a store's objects, to be walked by one thread: whole trees of deltas of one pack, or loose objects.
public sealed interface StorePart permits PackedPart, LoosePart {

    /// About how much work it is, in compressed bytes.
    long weight();
}
