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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The trees below which something of interest is, with the names that lead there. Of all others only is known
/// that there is nothing.
final class TreeHits {

    static final int NOTHING = -1;

    /// The most names that are kept; a tree may name the same blob some million times.
    private static final int MOST_NAMES = 1 << 24;

    /// One name in a tree with a hit.
    ///
    /// @param target the place of a tree, or for a blob `-1 - ` its number
    record Edge(String name, int target) {}

    private final ObjectReader reader;
    private final ObjectNumbers numbers;
    private final Map<ObjectId, Integer> blobs;
    private final BitSet hits;
    private final Map<Integer, Integer> places = new HashMap<>();
    private final List<List<Edge>> edges = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private int kept;
    private boolean isCut;

    /// What a tree has of interest: where the entries are, and what they lead to.
    @SuppressWarnings("ArrayRecordComponent") // not copied, and never compared
    private record Named(int[] places, List<Edge> edges) {

        /// What an entry leads to that starts at a place; `null` when it is of no interest.
        @Nullable
        Edge at(int place) {
            int found = Arrays.binarySearch(places, place);
            return found < 0 ? null : edges.get(found);
        }
    }

    /// @param parents has read all trees
    /// @param blobs the blobs of interest and their numbers
    TreeHits(ObjectReader reader, ObjectNumbers numbers, TreeParents parents, Map<ObjectId, Integer> blobs) {
        this.reader = reader;
        this.blobs = blobs;
        this.numbers = numbers;
        this.hits = parents.find(blobs.keySet());
        hits.stream().forEach(tree -> {
            places.put(tree, edges.size());
            edges.add(List.of());
        });
        if (edges.isEmpty()) return;
        for (StorePart part : reader.store().parts(EnumSet.of(ObjectType.TREE), 1, _ -> true)) {
            reader.walk(part, new ObjectVisitor() {
                @Override
                public boolean wants(ObjectId id, ObjectType type) {
                    return find(id) >= 0;
                }

                @Override
                public void object(ObjectId id, ObjectType type, byte[] content) {
                    object(id, type, content, null);
                }

                @Override
                public Object object(ObjectId id, ObjectType type, byte[] content, @Nullable Base base) {
                    Named named = named(content, base);
                    edges.set(find(id), named.edges());
                    return named;
                }
            });
        }
    }

    int size() {
        return edges.size();
    }

    List<Edge> edges(int place) {
        return edges.get(place);
    }

    boolean isThere(ObjectId tree) {
        return numbers.find(tree) >= 0;
    }

    /// The place of a tree, [#NOTHING] when nothing of interest is below it.
    int find(ObjectId tree) {
        int number = numbers.find(tree);
        return number >= 0 && hits.get(number) ? places.getOrDefault(number, NOTHING) : NOTHING;
    }

    private Named named(byte[] content, ObjectVisitor.@Nullable Base base) {
        var starts = new IntList();
        var found = new ArrayList<Edge>(2);
        var copied = new CopiedEntries(base);
        var entries = new TreeEntries(content, reader.store().format());
        try {
            while (entries.next()) {
                int place = copied.find(entries.start(), entries.end());
                Edge edge = place >= 0 && base != null ? ((Named) base.note()).at(place) : edge(entries);
                if (edge == null) continue;
                if (kept == MOST_NAMES) {
                    cut();
                    break;
                }
                kept++;
                starts.add(entries.start());
                found.add(edge);
            }
        } catch (GitFormatException _) {
            // told when the trees were read for the first time
            return new Named(starts.toArray(), found);
        }
        return new Named(starts.toArray(), found);
    }

    private @Nullable Edge edge(TreeEntries entries) {
        ObjectId id = entries.id();
        Integer blob = entries.isBlob() ? blobs.get(id) : null;
        int target = blob != null ? -1 - blob : entries.isTree() ? find(id) : NOTHING;
        if (blob == null && target < 0) return null;
        return new Edge(names.computeIfAbsent(entries.name(), name -> name), target);
    }

    private void cut() {
        if (isCut) return;
        isCut = true;
        String reason =
                "more than %d names lead to what is traced; not all places of it are told".formatted(MOST_NAMES);
        reader.store().gaps().accept(new GitGap(GitGap.Kind.TOO_LARGE, null, reason));
    }

    /// All places so that a tree comes before those below it. Trees that are below themselves, which only ids
    /// that lie make possible, are left out.
    int[] parentsFirst() {
        var waiting = new int[size()];
        for (List<Edge> tree : edges) {
            for (Edge edge : tree) {
                if (edge.target() >= 0) waiting[edge.target()]++;
            }
        }
        var order = new IntList();
        var ready = new ArrayDeque<Integer>();
        for (int place = 0; place < waiting.length; place++) {
            if (waiting[place] == 0) ready.add(place);
        }
        Integer place;
        while ((place = ready.poll()) != null) {
            order.add(place);
            for (Edge edge : edges.get(place)) {
                if (edge.target() >= 0 && --waiting[edge.target()] == 0) ready.add(edge.target());
            }
        }
        if (order.size() < size()) {
            reader.store().gaps().accept(new GitGap(GitGap.Kind.DAMAGED, null, "folders are within themselves"));
        }
        return order.toArray();
    }
}
