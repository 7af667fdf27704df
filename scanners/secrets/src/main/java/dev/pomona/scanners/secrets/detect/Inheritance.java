// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.scanners.secrets.decode.Decoder;
import dev.pomona.scanners.secrets.keyword.KeywordHits;
import dev.pomona.scanners.secrets.keyword.KeywordIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/// What a text has from another one in which nothing was found: keywords that need not be looked for, those that need
/// not be looked at, and stretches in which nothing packed is to be looked for.
///
/// It leaves out nothing that a search of the whole text would find. A keyword is where it was unless something changed
/// within its bytes; no rule finds anything at it unless something changed within its [Reach]; and what is packed
/// starts and ends where it did, beyond a stretch in which nothing packed can be.
final class Inheritance {

    private final byte[] text;
    private final int[] copies;
    private final Trail base;
    private final List<Part> changed = new ArrayList<>();

    /// A part of the text, from its start to what is behind it.
    record Part(int from, int to) {}

    /// @param copies what the text has from the base, three numbers for each part: the place, the place in the base,
    ///     the length; in the order of the text
    Inheritance(byte[] text, int[] copies, Trail base) {
        this.text = text;
        this.copies = copies;
        this.base = base;
    }

    /// Finds all keywords; those that need not be looked at have the reach that they had.
    ///
    /// @param scratch for use here
    void findHits(KeywordIndex index, KeywordHits scratch, KeywordHits hits) {
        hits.clear();
        int copyAt = 0;
        int done = 0;
        for (int i = 0; i <= copies.length; i += 3) {
            int at = i == copies.length ? text.length : copies[i];
            // what starts before the last copy was found before it
            int from = Math.max(copyAt, done - index.longest() + 1);
            index.find(text, from, at, text.length, scratch);
            for (int hit = 0; hit < scratch.size(); hit++) {
                int start = scratch.start(hit);
                int keyword = scratch.keyword(hit);
                boolean isCopied = start < done && start + index.length(keyword) <= done;
                if (!isCopied) hits.add(start, keyword, Reach.UNKNOWN);
            }
            if (i < copies.length) {
                copy(index, i, hits);
                copyAt = at;
                done = at + copies[i + 2];
            }
        }
        hits.sort();
    }

    private void copy(KeywordIndex index, int copy, KeywordHits hits) {
        int at = copies[copy];
        int from = copies[copy + 1];
        int length = copies[copy + 2];
        int shift = at - from;
        boolean isStart = at == 0 && from == 0;
        boolean isEnd = at + length == text.length && from + length == base.length();
        long[] known = base.hits();
        for (int hit = KeywordHits.firstFrom(known, known.length, from); hit < known.length; hit++) {
            int start = KeywordHits.start(known[hit]);
            if (start >= from + length) return;
            int keyword = KeywordHits.keyword(known[hit]);
            if (start + index.length(keyword) > from + length) continue;
            int reach = KeywordHits.note(known[hit]);
            int behind = reach == Reach.NEAR ? Reach.NEARLY_BEHIND : Reach.BEHIND;
            boolean isSame = reach != Reach.FAR
                    && reach != Reach.UNKNOWN
                    && (isStart || start - Reach.BEFORE >= from)
                    && (isEnd || start + behind <= from + length);
            hits.add(start + shift, keyword, isSame ? reach : Reach.UNKNOWN);
        }
    }

    /// What is not from the base, and where parts that are do not go on as there: those have no length. In order.
    List<Part> changes() {
        var changes = new ArrayList<Part>();
        int done = 0;
        for (int i = 0; i <= copies.length; i += 3) {
            int at = i == copies.length ? text.length : copies[i];
            if (!isClean(i)) changes.add(new Part(done, at));
            if (i < copies.length) done = at + copies[i + 2];
        }
        return changes;
    }

    /// Where what is packed may be other than in the base; in order, not touching each other.
    List<Part> partsToUnpack() {
        int open = -1;
        for (int i = 0; i <= copies.length; i += 3) {
            if (open < 0 && !isClean(i)) open = i == 0 ? 0 : Math.max(0, lastQuiet(i - 3));
            if (i == copies.length) break;
            int quiet = open < 0 ? -1 : firstQuiet(i);
            if (quiet < 0) continue;
            add(open, quiet);
            open = -1;
        }
        if (open >= 0) add(open, text.length);
        return changed;
    }

    /// Whether nothing changed before a copy, or at the end of the text.
    private boolean isClean(int copy) {
        if (copy < copies.length) return copy == 0 && copies[0] == 0 && copies[1] == 0;
        int ends = copy == 0 ? 0 : copies[copy - 3] + copies[copy - 1];
        int baseEnds = copy == 0 ? 0 : copies[copy - 2] + copies[copy - 1];
        return ends == text.length && baseEnds == base.length();
    }

    /// The first quiet place of a copy; -1 when it has none.
    private int firstQuiet(int copy) {
        int found = atOrBehind(copies[copy + 1] + Decoder.quiet());
        if (found == base.quiet().length) return -1;
        int place = base.quiet()[found];
        return place <= copies[copy + 1] + copies[copy + 2] ? place - copies[copy + 1] + copies[copy] : -1;
    }

    /// The last one; -1 when it has none.
    private int lastQuiet(int copy) {
        int found = atOrBehind(copies[copy + 1] + copies[copy + 2] + 1) - 1;
        if (found < 0) return -1;
        int place = base.quiet()[found];
        return place - Decoder.quiet() >= copies[copy + 1] ? place - copies[copy + 1] + copies[copy] : -1;
    }

    private int atOrBehind(int place) {
        int found = Arrays.binarySearch(base.quiet(), place);
        return found < 0 ? -1 - found : found;
    }

    private void add(int from, int to) {
        if (!changed.isEmpty() && changed.getLast().to() >= from) {
            changed.set(
                    changed.size() - 1,
                    new Part(Math.min(from, changed.getLast().from()), to));
        } else {
            changed.add(new Part(from, to));
        }
    }

    /// The quiet places of the text, after [#partsToUnpack].
    int[] quiet() {
        var places = new Places();
        int copy = 0;
        int done = 0;
        for (int i = 0; i <= changed.size(); i++) {
            int from = i == changed.size() ? text.length : changed.get(i).from();
            // what lies between two such parts is copied, maybe by several copies
            for (; copy < copies.length && copies[copy] < from; copy += 3) {
                takeOver(copy, done, from, places);
                if (copies[copy] + copies[copy + 2] > from) break;
            }
            if (i == changed.size()) break;
            done = changed.get(i).to();
            Decoder.quietPlaces(text, Math.max(0, from - Decoder.quiet()), done, places);
        }
        return places.toArray();
    }

    /// Of a copy, the places in `[from, to]`.
    private void takeOver(int copy, int from, int to, Places places) {
        int shift = copies[copy] - copies[copy + 1];
        int first = Math.max(copies[copy + 1] + Decoder.quiet(), from - shift);
        int last = Math.min(copies[copy + 1] + copies[copy + 2], to - shift);
        int[] known = base.quiet();
        for (int i = atOrBehind(first); i < known.length && known[i] <= last; i++) places.accept(known[i] + shift);
    }

    /// Collects places in order; each counts once.
    static final class Places implements IntConsumer {

        private int[] places = new int[64];
        private int size;

        @Override
        public void accept(int place) {
            if (size > 0 && places[size - 1] >= place) return;
            if (size == places.length) places = Arrays.copyOf(places, 2 * size);
            places[size++] = place;
        }

        int[] toArray() {
            return Arrays.copyOf(places, size);
        }
    }
}
