// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.object.TreeEntries;
import dev.pomona.git.store.ObjectNumbers;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.StorePart;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the trees that have something of interest below them, at any depth.
///
/// All trees are read in the order of their packs, where each costs least, and what each tree names is kept.
/// When that is more than there is room for, the trees are read once more for each level of folders instead.
final class TreeParents {

    /// Levels of folders in a repository whose trees don't fit into memory.
    private static final int MOST_PASSES = 64;

    private static final int CACHE = 1 << 14;

    private final ObjectReader reader;
    private final ObjectNumbers numbers;
    private final Map<ObjectId, Integer> blobs;
    private final int mostEdges;
    private final BitSet hits = new BitSet();
    private final IntList parents = new IntList();
    private final IntList children = new IntList();
    private boolean isKept = true;
    private boolean isFirst = true;
    private int missing;
    private int missingBlobs;

    /// Numbers of trees that were asked for last: neighbours in a pack name the same ones.
    private final @Nullable ObjectId[] lastIds = new ObjectId[CACHE];

    private final int[] lastNumbers = new int[CACHE];

    /// @param blobs what is of interest
    /// @param mostEdges how many folders in folders may be kept
    TreeParents(ObjectReader reader, ObjectNumbers numbers, Map<ObjectId, Integer> blobs, int mostEdges) {
        this.reader = reader;
        this.numbers = numbers;
        this.blobs = blobs;
        this.mostEdges = mostEdges;
    }

    /// The numbers of all such trees.
    BitSet find() {
        pass();
        isFirst = false;
        if (missing > 0) gap(GitGap.Kind.MISSING, "%d times a folder is named that is missing".formatted(missing));
        if (missingBlobs > 0) {
            gap(GitGap.Kind.MISSING, "%d times a file is named whose content is missing".formatted(missingBlobs));
        }
        if (isKept) {
            spread();
            return hits;
        }
        for (int passes = 1; ; passes++) {
            int before = hits.cardinality();
            pass();
            if (hits.cardinality() == before) return hits;
            if (passes == MOST_PASSES) {
                gap(GitGap.Kind.TOO_LARGE, "folders are nested too deep");
                return hits;
            }
        }
    }

    private void gap(GitGap.Kind kind, String reason) {
        reader.store().gaps().accept(new GitGap(kind, null, reason));
    }

    private void pass() {
        for (StorePart part : reader.store().parts(EnumSet.of(ObjectType.TREE), 1, _ -> true)) {
            reader.walk(part, (id, _, content) -> look(id, content));
        }
    }

    private void look(ObjectId id, byte[] content) {
        int tree = numbers.find(id);
        if (tree < 0) return; // came after the numbers were given
        var entries = new TreeEntries(content, reader.store().format());
        try {
            while (entries.next()) {
                if (!entries.isTree()) {
                    if (isFirst && entries.isBlob()) lookAtBlob(tree, entries.id());
                    continue;
                }
                int child = number(entries.id());
                if (child < 0) missing += isFirst ? 1 : 0;
                else if (isFirst) keep(tree, child);
                else if (hits.get(child)) hits.set(tree);
            }
        } catch (GitFormatException e) {
            if (isFirst) reader.store().gaps().accept(GitGap.of(id, e));
        }
    }

    private void lookAtBlob(int tree, ObjectId id) {
        if (blobs.containsKey(id)) hits.set(tree);
        else if (number(id) < 0) missingBlobs++;
    }

    private int number(ObjectId id) {
        int slot = id.hashCode() & (CACHE - 1);
        if (!id.equals(lastIds[slot])) {
            lastIds[slot] = id;
            lastNumbers[slot] = numbers.find(id);
        }
        return lastNumbers[slot];
    }

    private void keep(int tree, int child) {
        if (!isKept) return;
        if (parents.size() == mostEdges) {
            isKept = false;
            parents.clear();
            children.clear();
            return;
        }
        parents.add(tree);
        children.add(child);
    }

    /// From the trees with hits to those that name them, and so on.
    private void spread() {
        var first = new int[numbers.size() + 1];
        for (int i = 0; i < children.size(); i++) first[children.get(i) + 1]++;
        for (int i = 0; i < numbers.size(); i++) first[i + 1] += first[i];
        var above = new int[children.size()];
        var filled = first.clone();
        for (int i = 0; i < children.size(); i++) above[filled[children.get(i)]++] = parents.get(i);
        var next = new ArrayDeque<Integer>();
        hits.stream().forEach(next::add);
        Integer tree;
        while ((tree = next.poll()) != null) {
            for (int i = first[tree]; i < first[tree + 1]; i++) {
                if (hits.get(above[i])) continue;
                hits.set(above[i]);
                next.add(above[i]);
            }
        }
    }
}
