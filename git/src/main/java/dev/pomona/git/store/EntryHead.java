// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.ObjectId;
import org.jspecify.annotations.Nullable;

/// The head of an object in a pack; filled anew for each, because there are millions.
final class EntryHead {

    /// One of [dev.pomona.git.object.ObjectType]'s codes, or a delta.
    int type;

    /// The length of the object, or of the delta, when inflated.
    long size;

    /// Where the compressed bytes begin.
    long data;

    /// Where the base begins in the same pack; 0 when the object is no such delta.
    long base;

    /// The base; `null` when the object is no such delta.
    @Nullable
    ObjectId baseId;
}
