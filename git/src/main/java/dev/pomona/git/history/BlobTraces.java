// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.Repository;
import dev.pomona.git.object.Commit;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.refs.Ref;
import dev.pomona.git.store.ObjectNumbers;
import dev.pomona.git.store.ObjectReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds where and since when blobs were in a repository, over all commits that there are: those that refs lead
/// to, those that only reflogs remember, and those that nothing leads to.
///
/// Each tree is read once, whatever number of commits has it, and those that lead to the blobs once more. What
/// is known of a commit is then handed down from trees to what is in them, so the cost is that of reading the
/// trees, and doesn't grow with commits times blobs.
///
/// Reading commits and trees needs no blobs, so it can be done while others are still looking for them. For one thread
/// at
/// a time.
public final class BlobTraces implements AutoCloseable {

    private final ObjectReader reader;
    private final CommitGraph graph;
    private final ObjectNumbers objects;
    private final TreeParents parents;
    private final int mostPaths;

    /// What refs lead to, and what is checked out.
    private final Tips tips;

    private final Tips headTips;
    private final BitSet reachable;

    /// All commits, parents before their children.
    private final int[] order;

    private BlobTraces(Repository repository, ObjectReader reader) {
        this.reader = reader;
        this.graph = new CommitGraph(repository, reader);
        this.objects = reader.store().numbers();
        this.parents = new TreeParents(reader, objects, reader.store().limits().treeEdges());
        this.mostPaths = reader.store().limits().pathsPerBlob();
        graph.loadAll();
        parents.read();
        Map<String, Ref> refs = repository.refs();
        this.tips = Tips.of(refs.values().stream().map(Ref::target).toList(), reader, true);
        Ref head = refs.get("HEAD");
        this.headTips = Tips.of(head == null ? List.of() : List.of(head.target()), reader, false);
        this.reachable = graph.reach(tips.commits());
        var all = new BitSet();
        all.set(0, graph.size());
        this.order = graph.oldestFirst(all);
    }

    /// Reads all commits and trees, and tells what of them is missing, and how many contents.
    public static BlobTraces read(Repository repository) {
        ObjectReader reader = repository.objects().reader();
        boolean isRead = false;
        try {
            var traces = new BlobTraces(repository, reader);
            isRead = true;
            return traces;
        } finally {
            if (!isRead) reader.close();
        }
    }

    /// As [#read] and [#find].
    public static List<BlobTrace> of(Repository repository, Collection<ObjectId> blobs) {
        try (BlobTraces traces = read(repository)) {
            return traces.find(blobs);
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    /// One trace for each blob, in the order of the ids.
    public List<BlobTrace> find(Collection<ObjectId> blobs) {
        return new Search(blobs).trace();
    }

    /// Traces some blobs.
    private final class Search {

        private final List<ObjectId> blobs;
        private final Map<ObjectId, Integer> numbers = new HashMap<>();
        private final TreeHits hits;

        Search(Collection<ObjectId> wanted) {
            this.blobs = List.copyOf(new TreeSet<>(wanted));
            for (ObjectId blob : blobs) numbers.put(blob, numbers.size());
            this.hits = new TreeHits(reader, objects, parents, numbers);
        }

        List<BlobTrace> trace() {
            int[] roots = new int[order.length];
            int missing = 0;
            for (int at = 0; at < order.length; at++) {
                ObjectId tree = graph.tree(order[at]);
                roots[at] = tree == null ? TreeHits.NOTHING : hits.find(tree);
                if (tree != null && !hits.isThere(tree)) missing++;
            }
            if (missing > 0) {
                reader.store()
                        .gaps()
                        .accept(new GitGap(
                                GitGap.Kind.MISSING, null, "the trees of %d commits are missing".formatted(missing)));
            }
            int[] refTrees = tips.trees().stream().mapToInt(hits::find).toArray();
            var trees = new Sightings(hits.size(), mostPaths);
            for (int at = 0; at < order.length; at++) {
                if (roots[at] < 0) continue;
                int flags = reachable.get(order[at]) ? Sightings.REACHABLE : 0;
                if (headTips.commits().contains(graph.id(order[at]))) flags |= Sightings.IN_HEAD;
                see(trees, roots[at], at, flags);
            }
            for (int tree : refTrees) {
                if (tree >= 0) see(trees, tree, Sightings.NEVER, Sightings.REACHABLE);
            }
            var found = new Sightings(blobs.size(), mostPaths);
            var table = handDown(trees, found);
            for (ObjectId blob : tips.blobs()) {
                Integer number = numbers.get(blob);
                if (number != null) found.see(number, Sightings.NEVER, Sightings.REACHABLE);
            }
            var traces = new ArrayList<BlobTrace>();
            for (int blob = 0; blob < blobs.size(); blob++) traces.add(trace(blob, found, table));
            return traces;
        }

        private void see(Sightings trees, int tree, int commit, int flags) {
            trees.see(tree, commit, flags);
            trees.addPath(tree, PathTable.ROOT);
        }

        private PathTable handDown(Sightings trees, Sightings found) {
            var table = new PathTable(reader.store().limits().treeDepth());
            for (int tree : hits.parentsFirst()) {
                for (TreeHits.Edge edge : hits.edges(tree)) {
                    boolean isTree = edge.target() >= 0;
                    int target = isTree ? edge.target() : -1 - edge.target();
                    (isTree ? trees : found).inherit(target, trees, tree, edge.name(), table);
                }
            }
            return table;
        }

        private BlobTrace trace(int blob, Sightings found, PathTable table) {
            List<String> paths = Arrays.stream(found.paths(blob))
                    .mapToObj(table::text)
                    .sorted()
                    .toList();
            boolean isSeen = found.first(blob) != Sightings.NEVER;
            return new BlobTrace(
                    blobs.get(blob),
                    paths,
                    found.has(blob, Sightings.PATHS_CUT),
                    isSeen ? commit(graph.id(order[found.first(blob)])) : null,
                    isSeen ? commit(graph.id(order[found.last(blob)])) : null,
                    found.has(blob, Sightings.REACHABLE),
                    found.has(blob, Sightings.IN_HEAD));
        }

        private @Nullable Commit commit(ObjectId id) {
            byte[] content = reader.content(id, ObjectType.COMMIT);
            if (content == null) return null;
            try {
                return Commit.parse(id, content);
            } catch (GitFormatException e) {
                reader.store().gaps().accept(GitGap.of(id, e));
                return null;
            }
        }
    }
}
