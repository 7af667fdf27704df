// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.keyword;

import java.util.Arrays;

/// Places where keywords stand, sorted by place, then by keyword; reused from text to text.
///
/// With each goes a small number by which whoever looks at it remembers how that went; 0 when nobody looked.
public final class KeywordHits {

    private static final int KEYWORD_BITS = 20;
    private static final int NOTE_BITS = 2;
    private static final int START = KEYWORD_BITS + NOTE_BITS;

    /// The largest number that goes with a hit.
    public static final int MOST_NOTE = (1 << NOTE_BITS) - 1;

    private long[] hits = new long[64];
    private int size;
    private boolean sorted = true;

    public int size() {
        return size;
    }

    /// Where the keyword starts.
    public int start(int hit) {
        return start(hits[hit]);
    }

    /// Its number in the index.
    public int keyword(int hit) {
        return keyword(hits[hit]);
    }

    public int note(int hit) {
        return note(hits[hit]);
    }

    public void note(int hit, int note) {
        hits[hit] = (hits[hit] & ~MOST_NOTE) | note;
    }

    /// Of one of those that [#toArray] gives.
    public static int start(long hit) {
        return (int) (hit >>> START);
    }

    /// As [#start(long)].
    public static int keyword(long hit) {
        return (int) (hit >>> NOTE_BITS) & ((1 << KEYWORD_BITS) - 1);
    }

    /// As [#start(long)].
    public static int note(long hit) {
        return (int) hit & MOST_NOTE;
    }

    /// The first hit that starts at the place or behind it; [#size] when none does.
    public int firstFrom(int place) {
        return firstFrom(hits, size, place);
    }

    /// As [#firstFrom(int)], in what [#toArray] gave.
    public static int firstFrom(long[] hits, int size, int place) {
        int at = Arrays.binarySearch(hits, 0, size, (long) place << START);
        return at < 0 ? -at - 1 : at;
    }

    /// All that are known of the text, as numbers.
    public long[] toArray() {
        return Arrays.copyOf(hits, size);
    }

    public void clear() {
        size = 0;
        sorted = true;
    }

    /// No hit may be added twice.
    ///
    /// @param note what goes with it
    public void add(int start, int keyword, int note) {
        if (size == hits.length) hits = Arrays.copyOf(hits, size * 2);
        long hit = ((long) start << START) | ((long) keyword << NOTE_BITS) | note;
        sorted &= size == 0 || hits[size - 1] < hit;
        hits[size++] = hit;
    }

    /// To be called after all were added.
    public void sort() {
        if (!sorted) Arrays.sort(hits, 0, size);
        sorted = true;
    }
}
