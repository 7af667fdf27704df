// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.keyword;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Collects the grams of keywords: which hashes of four bytes tell of a keyword, and of which.
final class GramTable {

    private static final int GRAM = 4;
    /// From the most to the least frequent byte in sources and prose: the further behind, the better it tells.
    private static final String FREQUENT = " etaoinsrldcpumfhg_bky.v-wx/0\"=1:;z2jq3456789";

    private final int bucketBits;
    private final List<TreeSet<Integer>> buckets = new ArrayList<>();
    private final long[] bits = new long[1 << (KeywordIndex.hashBits() - 6)];

    GramTable(int bucketBits) {
        this.bucketBits = bucketBits;
        for (int i = 0; i < 1 << bucketBits; i++) buckets.add(new TreeSet<>());
    }

    void add(int keyword, byte[] bytes) {
        if (bytes.length >= GRAM) {
            int offset = rarest(bytes);
            add(KeywordIndex.hash(gram(bytes, offset, GRAM)), (keyword << 8) | offset);
        } else {
            addShort(keyword, gram(bytes, 0, bytes.length), bytes.length);
        }
    }

    /// Whatever may follow a keyword that is shorter than a gram. Bit 6 is set in every gram, so half of the bytes do.
    private void addShort(int keyword, int gram, int length) {
        if (length == GRAM) {
            add(KeywordIndex.hash(gram), keyword << 8);
            return;
        }
        for (int next = 0; next < 256; next++) {
            if ((next & 0x20) != 0) addShort(keyword, gram | (next << (8 * length)), length + 1);
        }
    }

    private void add(int hash, int entry) {
        bits[hash >>> 6] |= 1L << hash;
        buckets.get(hash >>> (KeywordIndex.hashBits() - bucketBits)).add(entry);
    }

    private static int gram(byte[] bytes, int offset, int length) {
        int gram = 0;
        for (int i = length - 1; i >= 0; i--) gram = (gram << 8) | (bytes[offset + i] & 0xff);
        return gram;
    }

    private static int rarest(byte[] bytes) {
        int best = 0;
        int bestRarity = -1;
        for (int offset = 0; offset + GRAM <= bytes.length; offset++) {
            int rarity = 0;
            for (int i = 0; i < GRAM; i++) {
                int place = FREQUENT.indexOf(bytes[offset + i] & 0xff);
                rarity += place < 0 ? FREQUENT.length() : place;
            }
            if (rarity > bestRarity) {
                best = offset;
                bestRarity = rarity;
            }
        }
        return best;
    }

    long[] bits() {
        return bits.clone();
    }

    int[] bucketStarts() {
        int[] starts = new int[buckets.size() + 1];
        for (int i = 0; i < buckets.size(); i++) {
            starts[i + 1] = starts[i] + buckets.get(i).size();
        }
        return starts;
    }

    int[] entries() {
        return buckets.stream()
                .flatMapToInt(bucket -> bucket.stream().mapToInt(Integer::intValue))
                .toArray();
    }
}
