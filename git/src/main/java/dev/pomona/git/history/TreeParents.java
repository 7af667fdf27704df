// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.object.TreeEntries;
import dev.pomona.git.store.ObjectNumbers;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.ObjectVisitor;
import dev.pomona.git.store.StorePart;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the trees that have something of interest below them, at any depth.
///
/// All trees are read in the order of their packs, where each costs least, and what each tree names is kept. Of a tree
/// that is made of another one only what it does not have from there is looked at; that it is made of the other one is
/// kept like a name. So a tree may be told of without reason, which whoever looks into it finds out.
/// When all that is more than there is room for, the trees are read once more for each level of folders instead.
final class TreeParents {

    /// Levels of folders in a repository whose trees don't fit into memory.
    private static final int MOST_PASSES = 64;

    private static final int CACHE = 1 << 14;

    private final ObjectReader reader;
    private final ObjectNumbers numbers;
    private final int mostEdges;
    private final BitSet hits = new BitSet();
    private final IntList parents = new IntList();
    private final IntList children = new IntList();
    private boolean isKept = true;
    private final Missing missingTrees = new Missing();
    private final Missing missingBlobs = new Missing();

    /// Numbers of trees that were asked for last: neighbours in a pack name the same ones.
    private final @Nullable ObjectId[] lastIds = new ObjectId[CACHE];

    private final int[] lastNumbers = new int[CACHE];

    /// @param mostEdges how many names of folders and files may be kept
    TreeParents(ObjectReader reader, ObjectNumbers numbers, int mostEdges) {
        this.reader = reader;
        this.numbers = numbers;
        this.mostEdges = mostEdges;
    }

    /// Reads all trees.
    void read() {
        walk(new ObjectVisitor() {
            @Override
            public void object(ObjectId id, ObjectType type, byte[] content) {
                object(id, type, content, null);
            }

            @Override
            public @Nullable Object object(ObjectId id, ObjectType type, byte[] content, @Nullable Base base) {
                return look(id, content, base);
            }
        });
        missingTrees.tell("folders");
        missingBlobs.tell("contents of files");
    }

    private void walk(ObjectVisitor visitor) {
        for (StorePart part : reader.store().parts(EnumSet.of(ObjectType.TREE), 1, _ -> true)) {
            reader.walk(part, visitor);
        }
    }

    /// The numbers of all trees that may have one of some blobs below them; [#read] has read them.
    BitSet find(Collection<ObjectId> blobs) {
        if (isKept) return spread(blobs);
        var wanted = new HashSet<>(blobs);
        for (int passes = 1; ; passes++) {
            int before = hits.cardinality();
            walk((id, _, content) -> lookAgain(id, content, wanted));
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

    /// @return the tree's number, for those that are made of it
    private @Nullable Object look(ObjectId id, byte[] content, ObjectVisitor.@Nullable Base base) {
        int tree = numbers.find(id);
        if (tree < 0) return null; // came after the numbers were given
        if (base != null) keep(tree, (Integer) base.note());
        var copied = new CopiedEntries(isKept ? base : null);
        var entries = new TreeEntries(content, reader.store().format());
        try {
            while (entries.next()) {
                boolean isTree = entries.isTree();
                if (copied.find(entries.start(), entries.end()) >= 0 || !(isTree || entries.isBlob())) continue;
                ObjectId named = entries.id();
                int child = number(named);
                if (child >= 0) keep(tree, child);
                else (isTree ? missingTrees : missingBlobs).add(named);
            }
        } catch (GitFormatException e) {
            reader.store().gaps().accept(GitGap.of(id, e));
        }
        return tree;
    }

    private void lookAgain(ObjectId id, byte[] content, Set<ObjectId> blobs) {
        int tree = numbers.find(id);
        if (tree < 0) return;
        var entries = new TreeEntries(content, reader.store().format());
        try {
            while (entries.next()) {
                if (entries.isTree()) {
                    int child = number(entries.id());
                    if (child >= 0 && hits.get(child)) hits.set(tree);
                } else if (entries.isBlob() && blobs.contains(entries.id())) {
                    hits.set(tree);
                }
            }
        } catch (GitFormatException _) {
            return; // told when the trees were read for the first time
        }
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

    /// From the blobs to the trees that name them, and so on.
    private BitSet spread(Collection<ObjectId> blobs) {
        hits.clear();
        var first = new int[numbers.size() + 1];
        for (int i = 0; i < children.size(); i++) first[children.get(i) + 1]++;
        for (int i = 0; i < numbers.size(); i++) first[i + 1] += first[i];
        var above = new int[children.size()];
        var filled = first.clone();
        for (int i = 0; i < children.size(); i++) above[filled[children.get(i)]++] = parents.get(i);
        var next = new IntList();
        for (ObjectId blob : blobs) {
            int number = numbers.find(blob);
            if (number >= 0) next.add(number);
        }
        for (int done = 0; done < next.size(); done++) {
            int child = next.get(done);
            for (int i = first[child]; i < first[child + 1]; i++) {
                if (hits.get(above[i])) continue;
                hits.set(above[i]);
                next.add(above[i]);
            }
        }
        return hits;
    }

    /// Objects that trees name and nobody has; each counts once.
    private final class Missing {

        private static final int MOST = 1 << 20;

        private final Set<ObjectId> ids = new HashSet<>();

        void add(ObjectId id) {
            if (ids.size() < MOST) ids.add(id);
        }

        void tell(String what) {
            if (ids.isEmpty()) return;
            String number = ids.size() == MOST ? "%d or more".formatted(MOST) : Integer.toString(ids.size());
            gap(GitGap.Kind.MISSING, "%s are missing: %s".formatted(what, number));
        }
    }
}
