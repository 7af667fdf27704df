// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import org.jspecify.annotations.Nullable;

/// Is shown the objects of a part of the store. What it throws ends the walk.
public interface ObjectVisitor {

    /// What an object was made of.
    ///
    /// @param note what the visitor answered when it was shown that one
    /// @param copies which parts are equal: three numbers for each, its place here, its place there, its length, in
    ///     bytes; in the order of this object, and without overlaps in it
    @SuppressWarnings("ArrayRecordComponent") // not copied, and never compared
    record Base(Object note, int[] copies) {}

    /// Whether an object is to be read. Asked before anything of it is inflated; `true` unless overridden.
    default boolean wants(ObjectId id, ObjectType type) {
        return true;
    }

    /// Takes an object.
    ///
    /// @param content the object's bytes, which may be kept and must not be changed: other objects are made of
    ///     them
    void object(ObjectId id, ObjectType type, byte[] content);

    /// Takes an object as well, and is told what it was made of. Unless it is overridden, that is not asked for.
    ///
    /// @param content as above
    /// @param base `null` when it was made of nothing, or of what was not shown or left no note
    /// @return a note that is handed back with those that are made of this one, while they are made; may be `null`
    default @Nullable Object object(ObjectId id, ObjectType type, byte[] content, @Nullable Base base) {
        object(id, type, content);
        return null;
    }
}
