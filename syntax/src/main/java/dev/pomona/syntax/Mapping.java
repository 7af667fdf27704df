// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import dev.pomona.model.component.Location;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values under keys, in the order of the text. Where a key stands twice (which JSON permits), look-ups give the last.
public final class Mapping implements Node {

    /// Below this many entries a scan is as fast as a hash table, and most mappings are small.
    private static final int SMALL = 8;

    private final List<Entry> entries;
    private final int line;
    private final int column;
    private final @Nullable Map<String, Node> byKey;

    /// A key with the place where it starts, and its value.
    public record Entry(String key, int line, int column, Node value) {

        public Location at(String path) {
            return Location.at(path, line, column);
        }
    }

    public Mapping(List<Entry> entries, int line, int column) {
        this.entries = Collections.unmodifiableList(entries);
        this.line = line;
        this.column = column;
        this.byKey = entries.size() <= SMALL ? null : HashMap.newHashMap(entries.size());
        if (byKey != null) {
            entries.forEach(entry -> byKey.put(entry.key(), entry.value()));
        }
    }

    @Override
    public int line() {
        return line;
    }

    @Override
    public int column() {
        return column;
    }

    @Override
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public @Nullable Node find(String key) {
        if (byKey != null) return byKey.get(key);
        Node found = null;
        for (Entry entry : entries) {
            if (entry.key().equals(key)) found = entry.value();
        }
        return found;
    }

    @Override
    public String toString() {
        return "Mapping" + entries;
    }
}
