// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Many small values by a text, in blocks sorted by it: the block comes from the list of first keys, the value
/// from reading the block from its start.
final class SortedBlocks<V> {

    private final SegmentFile file;
    private final Function<RecordInput, V> reader;
    private final List<String> firstKeys;

    SortedBlocks(SegmentFile file, Function<RecordInput, V> reader) {
        this.file = file;
        this.reader = reader;
        this.firstKeys = file.texts(1);
        if (firstKeys.size() != file.blocks()) throw file.corrupt("the list of keys is damaged");
    }

    Optional<V> find(String key) {
        int found = Collections.binarySearch(firstKeys, key);
        int block = found >= 0 ? found : -found - 2;
        if (block < 0) return Optional.empty();
        byte[] wanted = KeyTable.bytes(key);
        var in = new RecordInput(file.block(block), 0);
        while (!in.isAtEnd()) {
            boolean isIt = in.isText(wanted);
            V value = reader.apply(in);
            if (isIt) return Optional.of(value);
        }
        return Optional.empty();
    }

    /// All of them, in the order of their keys.
    Map<String, V> all() {
        var all = new LinkedHashMap<String, V>();
        for (int block = 0; block < file.blocks(); block++) {
            var in = new RecordInput(file.block(block), 0);
            while (!in.isAtEnd()) {
                String key = in.text();
                all.put(key, reader.apply(in));
            }
        }
        return all;
    }
}
