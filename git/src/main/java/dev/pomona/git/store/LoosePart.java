// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import java.util.List;
import java.util.Set;

/// Loose objects of one folder that are in no pack.
record LoosePart(Set<ObjectType> types, ObjectFolder folder, List<ObjectId> ids) implements StorePart {

    private static final int AVERAGE_BYTES = 4096;

    @Override
    public long weight() {
        return (long) ids.size() * AVERAGE_BYTES;
    }
}
