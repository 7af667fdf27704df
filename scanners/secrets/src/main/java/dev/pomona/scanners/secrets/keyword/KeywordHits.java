// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.keyword;

import java.util.Arrays;

/// Places where keywords stand, sorted by place, then by keyword; reused from text to text.
public final class KeywordHits {

    private static final int KEYWORD_BITS = 20;

    private long[] hits = new long[64];
    private int size;
    private boolean sorted = true;

    public int size() {
        return size;
    }

    /// Where the keyword starts.
    public int start(int hit) {
        return (int) (hits[hit] >>> KEYWORD_BITS);
    }

    /// Its number in the index.
    public int keyword(int hit) {
        return (int) hits[hit] & ((1 << KEYWORD_BITS) - 1);
    }

    /// The first hit that starts at the place or behind it; [#size] when none does.
    public int firstFrom(int place) {
        int at = Arrays.binarySearch(hits, 0, size, (long) place << KEYWORD_BITS);
        return at < 0 ? -at - 1 : at;
    }

    void clear() {
        size = 0;
        sorted = true;
    }

    void add(int start, int keyword) {
        if (size == hits.length) hits = Arrays.copyOf(hits, size * 2);
        long hit = ((long) start << KEYWORD_BITS) | keyword;
        sorted &= size == 0 || hits[size - 1] < hit;
        hits[size++] = hit;
    }

    void sort() {
        if (!sorted) Arrays.sort(hits, 0, size);
        sorted = true;
    }
}
