// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;

/// From a text to numbers: a hash table whose keys stand beside it in full, so that a hit is never a guess.
///
/// ```text
/// 4  number of slots, a power of two        4  number of keys       4  length of the keys' bytes
/// slots:   4 each: 1 + number of the key, or 0
/// keys:   20 each: hash, offset and length of its bytes, offset and count of its numbers
/// bytes:  the keys in UTF-8
/// numbers: 4 each
/// ```
final class KeyTable {

    private static final int[] NONE = {};
    private static final int HEADER = 12;
    private static final int KEY = 20;

    private final ByteBuffer table;
    private final int slots;
    private final int keys;
    private final int keysStart;
    private final int bytesStart;
    private final int numbersStart;

    KeyTable(ByteBuffer table) {
        this.table = table;
        if (table.limit() < HEADER) throw new CorruptSegmentException("a key table has no header");
        this.slots = table.getInt(0);
        this.keys = table.getInt(4);
        int bytes = table.getInt(8);
        long end = HEADER + 4L * slots + (long) KEY * keys + bytes;
        if (slots < 1 || Integer.bitCount(slots) != 1 || keys < 0 || bytes < 0 || end > table.limit()) {
            throw new CorruptSegmentException("a key table is damaged");
        }
        this.keysStart = HEADER + 4 * slots;
        this.bytesStart = keysStart + KEY * keys;
        this.numbersStart = bytesStart + bytes;
    }

    /// The numbers stored under a key, as they were written; empty when there is no such key.
    int[] find(byte[] key, int hash) {
        int slot = hash & (slots - 1);
        for (int probes = 0; probes < slots; probes++) {
            int number = table.getInt(HEADER + 4 * slot) - 1;
            if (number < 0) return NONE;
            if (number >= keys) throw new CorruptSegmentException("a key table points to no key");
            int entry = keysStart + KEY * number;
            if (table.getInt(entry) == hash && isKey(entry, key)) return numbers(entry);
            slot = (slot + 1) & (slots - 1);
        }
        return NONE;
    }

    private boolean isKey(int entry, byte[] key) {
        int offset = table.getInt(entry + 4);
        int length = table.getInt(entry + 8);
        if (offset < 0 || length < 0 || length > numbersStart - bytesStart - offset) {
            throw new CorruptSegmentException("a key lies outside its table");
        }
        if (length != key.length) return false;
        var stored = new byte[length];
        table.get(bytesStart + offset, stored);
        return Arrays.equals(stored, key);
    }

    private int[] numbers(int entry) {
        int offset = table.getInt(entry + 12);
        int count = table.getInt(entry + 16);
        if (offset < 0 || count < 0 || numbersStart + 4L * ((long) offset + count) > table.limit()) {
            throw new CorruptSegmentException("a key's numbers lie outside their table");
        }
        var numbers = new int[count];
        for (int i = 0; i < count; i++) numbers[i] = table.getInt(numbersStart + 4 * (offset + i));
        return numbers;
    }

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /// FNV-1a, its bits mixed once more because the slots use only the lowest.
    static int hash(byte[] key) {
        int hash = 0x811C9DC5;
        for (byte b : key) hash = (hash ^ (b & 0xFF)) * 0x01000193;
        hash ^= hash >>> 15;
        hash *= 0x2C1B3C6D;
        return hash ^ (hash >>> 13);
    }

    /// Writes a table.
    ///
    /// @param numbers in the order in which they are to be found
    static void write(SortedMap<String, int[]> numbers, RecordOutput out) {
        int slots = Integer.highestOneBit(Math.max(1, numbers.size())) * 4;
        var slotTable = new int[slots];
        var entries = new RecordOutput();
        var bytes = new RecordOutput();
        var allNumbers = new RecordOutput();
        int number = 0;
        for (var entry : numbers.entrySet()) {
            byte[] key = bytes(entry.getKey());
            int hash = hash(key);
            int slot = hash & (slots - 1);
            while (slotTable[slot] != 0) slot = (slot + 1) & (slots - 1);
            slotTable[slot] = ++number;
            entries.fixedInt(hash);
            entries.fixedInt(bytes.size());
            entries.fixedInt(key.length);
            entries.fixedInt(allNumbers.size() / 4);
            entries.fixedInt(entry.getValue().length);
            bytes.raw(key, 0, key.length);
            for (int value : entry.getValue()) allNumbers.fixedInt(value);
        }
        out.fixedInt(slots);
        out.fixedInt(numbers.size());
        out.fixedInt(bytes.size());
        for (int slot : slotTable) out.fixedInt(slot);
        out.raw(entries.array(), 0, entries.size());
        out.raw(bytes.array(), 0, bytes.size());
        out.raw(allNumbers.array(), 0, allNumbers.size());
    }
}
