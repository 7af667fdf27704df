// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Bases of deltas that were used last, up to a number of bytes. For one thread.
final class BaseCache {

    /// What an entry costs besides its bytes.
    private static final int OVERHEAD = 128;

    private final long most;
    private final LinkedHashMap<Key, Stored.Found> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    private record Key(int pack, long offset) {

        // written out: what is generated for records is linked when it is first called, which a short run notices
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && pack == key.pack && offset == key.offset;
        }

        @Override
        public int hashCode() {
            return 31 * pack + Long.hashCode(offset);
        }
    }

    BaseCache(long most) {
        this.most = most;
    }

    Stored.@Nullable Found find(Pack pack, long offset) {
        return entries.get(new Key(pack.number(), offset));
    }

    void keep(Pack pack, long offset, Stored.Found object) {
        if (object.bytes().length > most / 4) return;
        Stored.Found before = entries.put(new Key(pack.number(), offset), object);
        held += cost(object) - (before == null ? 0 : cost(before));
        var oldest = entries.values().iterator();
        while (held > most && oldest.hasNext()) {
            held -= cost(oldest.next());
            oldest.remove();
        }
    }

    private static long cost(Stored.Found object) {
        return (long) object.bytes().length + OVERHEAD;
    }
}
