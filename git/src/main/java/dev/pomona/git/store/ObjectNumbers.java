// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.ObjectId;
import java.util.Collections;
import java.util.List;

/// A number for each object of a store, from 0 on, so that much can be noted about many objects in plain
/// arrays.
///
/// An object that is in several packs has one number, and the others mean nothing. Loose objects are those of
/// the time when this was made. Look-ups are binary searches: ids that were made to collide gain nothing.
public final class ObjectNumbers {

    private final List<Pack> packs;
    private final int[] starts;
    private final List<ObjectId> loose;

    ObjectNumbers(List<Pack> packs, List<ObjectId> loose) {
        this.packs = packs;
        this.loose = loose;
        this.starts = new int[packs.size() + 1];
        for (int i = 0; i < packs.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], packs.get(i).index().count());
        }
    }

    /// All numbers are lower.
    public int size() {
        return Math.addExact(starts[packs.size()], loose.size());
    }

    /// The number of an object; -1 when it isn't there.
    public int find(ObjectId id) {
        for (int i = 0; i < starts.length - 1; i++) {
            int row = packs.get(i).index().find(id);
            if (row >= 0) return starts[i] + row;
        }
        int row = Collections.binarySearch(loose, id);
        return row < 0 ? -1 : starts[packs.size()] + row;
    }
}
