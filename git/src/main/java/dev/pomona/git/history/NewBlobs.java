// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.Repository;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.object.TreeEntries;
import dev.pomona.git.store.ObjectReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the blobs that a range of commits brings.
public final class NewBlobs {

    /// What a blob must not be in to be new.
    public enum Against {
        /// The trees that the range starts from: those of the excluded tips and of the excluded parents of its
        /// commits. What an older commit had and the range brings back is new again.
        START,
        /// All trees that any excluded commit ever had, which costs a walk over all of them, and the memory for
        /// the ids of all that is in them.
        WHOLE_HISTORY
    }

    private final ObjectReader reader;
    private final CommitGraph graph;
    private final Set<ObjectId> seen = new HashSet<>();
    private final List<NewBlob> found = new ArrayList<>();
    /// What all paths together may be, in UTF-16 units: a folder's path is repeated in each file of it.
    private static final long MOST_LETTERS = 1L << 28;

    private static final int LONGEST_PATH = 1 << 14;

    private boolean isMarking = true;
    private long letters;
    private boolean isCutTold;

    private NewBlobs(Repository repository, ObjectReader reader) {
        this.reader = reader;
        this.graph = new CommitGraph(repository, reader);
    }

    /// The new blobs, each once: those of older commits first, within a commit in the order of its trees.
    public static List<NewBlob> of(Repository repository, CommitRange range, Against against) {
        try (ObjectReader reader = repository.objects().reader()) {
            return new NewBlobs(repository, reader).find(range, against);
        }
    }

    /// The ids of the commits of a range, parents before their children, older before younger ones.
    public static List<ObjectId> commits(Repository repository, CommitRange range) {
        try (ObjectReader reader = repository.objects().reader()) {
            var graph = new CommitGraph(repository, reader);
            Set<ObjectId> included = Tips.of(range.included(), reader, true).commits();
            Set<ObjectId> excluded = Tips.of(range.excluded(), reader, false).commits();
            var ids = new ArrayList<ObjectId>();
            for (int commit : graph.oldestFirst(new RangeWalk(graph).run(included, excluded)))
                ids.add(graph.id(commit));
            return ids;
        }
    }

    private List<NewBlob> find(CommitRange range, Against against) {
        Tips included = Tips.of(range.included(), reader, true);
        Tips excluded = Tips.of(range.excluded(), reader, false);
        BitSet commits = new RangeWalk(graph).run(included.commits(), excluded.commits());
        seen.addAll(excluded.blobs());
        for (ObjectId tree : excluded.trees()) walk(tree, null);
        for (ObjectId tree : known(commits, excluded.commits(), against)) walk(tree, null);
        isMarking = false;
        for (int commit : graph.oldestFirst(commits)) {
            ObjectId tree = graph.tree(commit);
            if (tree != null) walk(tree, graph.id(commit));
        }
        for (ObjectId tree : included.trees()) walk(tree, null);
        for (ObjectId blob : included.blobs()) {
            if (seen.add(blob)) found.add(new NewBlob(blob, "", 0, null));
        }
        return found;
    }

    private Set<ObjectId> known(BitSet commits, Set<ObjectId> tips, Against against) {
        var known = new LinkedHashSet<Integer>();
        switch (against) {
            case START -> {
                for (ObjectId tip : tips) known.add(graph.number(tip));
                for (int commit = commits.nextSetBit(0); commit >= 0; commit = commits.nextSetBit(commit + 1)) {
                    for (int parent : graph.parents(commit)) {
                        if (!commits.get(parent)) known.add(parent);
                    }
                }
            }
            case WHOLE_HISTORY -> graph.reach(tips).stream().forEach(known::add);
        }
        var trees = new LinkedHashSet<ObjectId>();
        for (int commit : known) {
            ObjectId tree = graph.tree(commit);
            if (tree != null) trees.add(tree);
        }
        return trees;
    }

    private record Folder(TreeEntries entries, String path) {}

    /// Walks what was not seen yet of a tree, and takes what is in it for seen.
    private void walk(ObjectId root, @Nullable ObjectId commit) {
        var open = new ArrayDeque<Folder>();
        enter(root, "", open);
        Folder folder;
        while ((folder = open.peek()) != null) {
            TreeEntries entries = folder.entries();
            try {
                if (!entries.next()) {
                    open.pop();
                    continue;
                }
            } catch (GitFormatException e) {
                reader.store().gaps().accept(GitGap.of(root, e));
                open.pop();
                continue;
            }
            ObjectId id = entries.id();
            if (entries.isTree()) {
                if (!seen.contains(id)) enter(id, folder.path() + entries.name() + "/", open);
            } else if (entries.isBlob() && seen.add(id)) {
                if (!isMarking) add(id, folder.path() + entries.name(), entries.mode(), commit);
            }
        }
    }

    private void add(ObjectId blob, String path, int mode, @Nullable ObjectId commit) {
        letters += path.length();
        if (letters <= MOST_LETTERS) {
            found.add(new NewBlob(blob, path, mode, commit));
        } else if (!isCutTold) {
            isCutTold = true;
            reader.store()
                    .gaps()
                    .accept(new GitGap(GitGap.Kind.TOO_LARGE, null, "the paths of all files are too long"));
        }
    }

    private void enter(ObjectId tree, String path, ArrayDeque<Folder> open) {
        if (!seen.add(tree)) return;
        if (open.size() >= reader.store().limits().treeDepth() || path.length() > LONGEST_PATH) {
            reader.store().gaps().accept(new GitGap(GitGap.Kind.TOO_LARGE, tree, "folders are nested too deep"));
            return;
        }
        byte[] content = reader.content(tree, ObjectType.TREE);
        if (content != null)
            open.push(new Folder(new TreeEntries(content, reader.store().format()), path));
    }
}
