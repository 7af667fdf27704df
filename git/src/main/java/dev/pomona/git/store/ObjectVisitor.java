// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;

/// Is shown the objects of a part of the store. What it throws ends the walk.
public interface ObjectVisitor {

    /// Whether an object is to be read. Asked before anything of it is inflated; `true` unless overridden.
    default boolean wants(ObjectId id, ObjectType type) {
        return true;
    }

    /// Takes an object.
    ///
    /// @param content the object's bytes, which may be kept and must not be changed: other objects are made of
    ///     them
    void object(ObjectId id, ObjectType type, byte[] content);
}
