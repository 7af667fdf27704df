// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.Repository;
import dev.pomona.git.object.CommitLinks;
import dev.pomona.git.object.GitFormatException;
import dev.pomona.git.object.GitGap;
import dev.pomona.git.object.ObjectId;
import dev.pomona.git.object.ObjectType;
import dev.pomona.git.store.ObjectReader;
import dev.pomona.git.store.StorePart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Commits by number, read when they are asked for, with what the shape of the history needs of each.
///
/// Numbers are given in the order in which commits are named and mean nothing else. For one thread.
final class CommitGraph {

    private static final int[] NONE = {};

    /// Several times what the largest histories have; each may name a commit that nobody has, which costs more than the
    /// link itself.
    private static final int MOST_LINKS = 1 << 23;

    private final ObjectReader reader;
    private final Set<ObjectId> shallow;
    private final Map<ObjectId, Integer> numbers = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private boolean isCutTold;
    private int links;
    private boolean areLinksCut;

    private static final class Node {
        final ObjectId id;
        boolean isLoaded;
        int[] parents = NONE;
        long time;

        @Nullable
        ObjectId tree;

        Node(ObjectId id) {
            this.id = id;
        }
    }

    CommitGraph(Repository repository, ObjectReader reader) {
        this.reader = reader;
        this.shallow = repository.shallow();
    }

    private void gap(GitGap gap) {
        reader.store().gaps().accept(gap);
    }

    int size() {
        return nodes.size();
    }

    int number(ObjectId id) {
        Integer known = numbers.get(id);
        if (known != null) return known;
        numbers.put(id, nodes.size());
        nodes.add(new Node(id));
        return nodes.size() - 1;
    }

    ObjectId id(int commit) {
        return nodes.get(commit).id;
    }

    /// The tree; `null` when the commit can't be read.
    @Nullable
    ObjectId tree(int commit) {
        return loaded(commit).tree;
    }

    int[] parents(int commit) {
        return loaded(commit).parents;
    }

    /// The committer's time in seconds since 1970, which is only a claim.
    long time(int commit) {
        return loaded(commit).time;
    }

    private Node loaded(int commit) {
        Node node = nodes.get(commit);
        if (!node.isLoaded) {
            node.isLoaded = true;
            byte[] content = reader.content(node.id, ObjectType.COMMIT);
            if (content != null) fill(node, content);
        }
        return node;
    }

    private void fill(Node node, byte[] content) {
        try {
            CommitLinks commit = CommitLinks.parse(node.id, content);
            node.isLoaded = true;
            node.tree = commit.tree();
            node.time = commit.time();
            if (commit.parents().isEmpty()) return;
            if (shallow.contains(node.id)) {
                if (!isCutTold)
                    gap(new GitGap(GitGap.Kind.MISSING, null, "the clone is shallow: older commits are missing"));
                isCutTold = true;
            } else if (commit.parents().size() > MOST_LINKS - links) {
                if (!areLinksCut) gap(new GitGap(GitGap.Kind.TOO_LARGE, null, "commits have too many parents in all"));
                areLinksCut = true;
            } else {
                links += commit.parents().size();
                node.parents = numbers(commit.parents());
            }
        } catch (GitFormatException e) {
            gap(GitGap.of(node.id, e));
        }
    }

    private int[] numbers(List<ObjectId> ids) {
        var numbers = new int[ids.size()];
        for (int i = 0; i < numbers.length; i++) numbers[i] = number(ids.get(i));
        return numbers;
    }

    /// Reads all commits that there are, whether anything leads to them or not.
    void loadAll() {
        for (StorePart part : reader.store().parts(EnumSet.of(ObjectType.COMMIT), 1, _ -> true)) {
            reader.walk(part, (id, _, content) -> {
                Node node = nodes.get(number(id));
                if (!node.isLoaded) fill(node, content);
            });
        }
        // commits that others name and that are in no pack and no file: each is told as missing
        for (int i = 0; i < nodes.size(); i++) loaded(i);
    }

    /// All that can be reached from some commits, these included.
    BitSet reach(Collection<ObjectId> tips) {
        var reached = new BitSet();
        var next = new ArrayDeque<Integer>();
        for (ObjectId tip : tips) next.add(number(tip));
        Integer commit;
        while ((commit = next.poll()) != null) {
            if (reached.get(commit)) continue;
            reached.set(commit);
            for (int parent : parents(commit)) {
                if (!reached.get(parent)) next.add(parent);
            }
        }
        return reached;
    }

    /// By the committer's time, then by id: no two commits are equal.
    Comparator<Integer> byTime() {
        return Comparator.<Integer>comparingLong(this::time).thenComparing(this::id);
    }

    /// Some commits so that parents come before their children, and otherwise the older before the younger.
    int[] oldestFirst(BitSet commits) {
        int size = commits.cardinality();
        var waiting = new int[nodes.size()];
        var firstChild = new int[nodes.size() + 1];
        for (int commit = commits.nextSetBit(0); commit >= 0; commit = commits.nextSetBit(commit + 1)) {
            for (int parent : parents(commit)) {
                if (!commits.get(parent)) continue;
                waiting[commit]++;
                firstChild[parent + 1]++;
            }
        }
        for (int i = 0; i < nodes.size(); i++) firstChild[i + 1] += firstChild[i];
        var children = new int[firstChild[nodes.size()]];
        int[] filled = firstChild.clone();
        var ready = new PriorityQueue<Integer>(byTime());
        for (int commit = commits.nextSetBit(0); commit >= 0; commit = commits.nextSetBit(commit + 1)) {
            for (int parent : parents(commit)) {
                if (commits.get(parent)) children[filled[parent]++] = commit;
            }
            if (waiting[commit] == 0) ready.add(commit);
        }
        var order = new int[size];
        int done = 0;
        Integer next;
        while ((next = ready.poll()) != null) {
            order[done++] = next;
            for (int c = firstChild[next]; c < firstChild[next + 1]; c++) {
                if (--waiting[children[c]] == 0) ready.add(children[c]);
            }
        }
        if (done < size) done = addCircles(commits, waiting, order, done);
        return order;
    }

    /// Commits that are their own ancestors, which only ids that lie make possible, come last.
    private int addCircles(BitSet commits, int[] waiting, int[] order, int done) {
        gap(new GitGap(GitGap.Kind.DAMAGED, null, "commits are their own ancestors"));
        var rest = new ArrayList<Integer>();
        for (int commit = commits.nextSetBit(0); commit >= 0; commit = commits.nextSetBit(commit + 1)) {
            if (waiting[commit] > 0) rest.add(commit);
        }
        rest.sort(byTime());
        int at = done;
        for (int commit : rest) order[at++] = commit;
        return at;
    }
}
