// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.store;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import java.util.Arrays;

/// How a pack is walked so that each of its streams is inflated once: trees of deltas, each below its base.
///
/// Nodes are numbered so that a tree's nodes follow its root, children of one node stand together, and a parent
/// comes before them. Trees are in the order of their roots in the pack. A delta has one base, so a node has
/// one parent; those that lead to no root go round in a circle and are roots that can't be read.
final class PackPlan {

    /// A root whose head is damaged, or that goes round in a circle.
    static final int BROKEN = 0;

    /// A root that is a delta on an object which is not in the pack.
    static final int FOREIGN = 5;

    /// An offset and a row of the index in one number, so that a million of them are sorted at once.
    private static final int ROW_BITS = 28;

    private final Pack pack;
    private final long[] places;
    private final byte[] kinds;
    private final int[] order;
    private final int[] parents;
    private final int[] children;

    PackPlan(Pack pack) {
        this.pack = pack;
        int count = pack.index().count();
        if (pack.end() >= 1L << (Long.SIZE - 1 - ROW_BITS)) {
            throw new GitFormatException(GitGap.Kind.UNSUPPORTED, pack.name() + " is larger than 32 GiB");
        }
        this.places = new long[count];
        for (int row = 0; row < count; row++) {
            long offset = pack.index().offset(row);
            // what lies outside becomes a place where no head can be read
            places[row] = ((offset < 0 || offset > pack.end() ? 0 : offset) << ROW_BITS) | row;
        }
        Arrays.sort(places);
        this.kinds = new byte[count];
        int[] bases = bases();
        this.order = new int[count];
        this.parents = new int[count];
        this.children = new int[count];
        layOut(bases);
    }

    /// For each place the place of its base; -1 for roots. Sets the kinds.
    private int[] bases() {
        var bases = new int[places.length];
        var head = new EntryHead();
        for (int i = 0; i < places.length; i++) {
            bases[i] = -1;
            try {
                pack.head(offset(i), head);
            } catch (GitFormatException _) {
                kinds[i] = BROKEN;
                continue;
            }
            kinds[i] = (byte) head.type;
            long base = head.base;
            ObjectId id = head.baseId;
            if (id != null) {
                int row = pack.index().find(id);
                if (row < 0) {
                    kinds[i] = FOREIGN;
                    continue;
                }
                base = pack.index().offset(row);
            }
            if (head.type == Pack.OFS_DELTA || head.type == Pack.REF_DELTA) {
                bases[i] = placeOf(base);
                if (bases[i] < 0) kinds[i] = BROKEN;
            }
        }
        return bases;
    }

    private int placeOf(long offset) {
        if (offset <= 0 || offset >= pack.end()) return -1;
        int at = Arrays.binarySearch(places, offset << ROW_BITS);
        if (at < 0) at = -1 - at;
        return at < places.length && offset(at) == offset ? at : -1;
    }

    private void layOut(int[] bases) {
        var firstChild = new int[places.length + 1];
        for (int base : bases) {
            if (base >= 0) firstChild[base + 1]++;
        }
        for (int i = 0; i < places.length; i++) firstChild[i + 1] += firstChild[i];
        var childList = new int[firstChild[places.length]];
        var filled = Arrays.copyOf(firstChild, places.length);
        for (int i = 0; i < places.length; i++) {
            if (bases[i] >= 0) childList[filled[bases[i]]++] = i;
        }
        var isPlaced = new boolean[places.length];
        int done = 0;
        for (int root = 0; root < places.length; root++) {
            if (bases[root] >= 0) continue;
            int next = done;
            order[done] = root;
            parents[done++] = -1;
            while (next < done) {
                int place = order[next];
                isPlaced[place] = true;
                children[next] = done;
                for (int c = firstChild[place]; c < firstChild[place + 1]; c++) {
                    order[done] = childList[c];
                    parents[done++] = next;
                }
                next++;
            }
        }
        for (int place = 0; place < places.length; place++) {
            if (isPlaced[place]) continue;
            kinds[place] = BROKEN;
            order[done] = place;
            parents[done] = -1;
            children[done] = ++done;
        }
    }

    private long offset(int place) {
        return places[place] >>> ROW_BITS;
    }

    Pack pack() {
        return pack;
    }

    int count() {
        return order.length;
    }

    long offsetOf(int node) {
        return offset(order[node]);
    }

    ObjectId id(int node) {
        return pack.index().id((int) (places[order[node]] & ((1 << ROW_BITS) - 1)));
    }

    /// The node's base; -1 for a root.
    int parent(int node) {
        return parents[node];
    }

    /// The first of a node's children, if any: those from here on whose parent it is.
    int firstChild(int node) {
        return children[node];
    }

    boolean isChild(int node, int parent) {
        return node < order.length && parents[node] == parent;
    }

    /// What a root is: a code of an object's type, [#BROKEN] or [#FOREIGN].
    int kind(int root) {
        return kinds[order[root]];
    }

    /// The node after the last one of a root's tree.
    int treeEnd(int root) {
        int end = root + 1;
        while (end < order.length && parents[end] >= 0) end++;
        return end;
    }

    /// How many bytes of the pack a node takes.
    long packedBytes(int node) {
        int place = order[node];
        return (place + 1 < places.length ? offset(place + 1) : pack.end()) - offset(place);
    }
}
