// SPDX-License-Identifier: Apache-2.0
package dev.pomona.git.history;

import dev.pomona.git.object.ObjectId;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.PriorityQueue;

/// Finds the commits of a range without reading the whole history: from the newest on, both sides at once,
/// until only excluded ones are left and all of them are older than the oldest one found, by a day.
///
/// Where a clock was slow by more than a day, commits may be found that are excluded; never the other way
/// round.
final class RangeWalk {

    /// How slow clocks may be, in seconds.
    private static final long SLACK = 86_400;

    private final CommitGraph graph;
    private final BitSet excluded = new BitSet();
    private final BitSet seen = new BitSet();
    private final BitSet isWaiting = new BitSet();
    private final PriorityQueue<Integer> queue;
    private int includedWaiting;

    RangeWalk(CommitGraph graph) {
        this.graph = graph;
        this.queue = new PriorityQueue<>(graph.byTime().reversed());
    }

    /// The commits that are reached from the included ones and not from the excluded ones.
    BitSet run(Collection<ObjectId> includedTips, Collection<ObjectId> excludedTips) {
        for (ObjectId tip : excludedTips) exclude(graph.number(tip));
        for (ObjectId tip : excludedTips) add(graph.number(tip));
        for (ObjectId tip : includedTips) add(graph.number(tip));
        long oldest = Long.MAX_VALUE; // nothing found: then nothing is to be excluded
        while (!queue.isEmpty()) {
            if (includedWaiting == 0 && graph.time(queue.element()) < oldest - SLACK) break;
            int commit = queue.remove();
            isWaiting.clear(commit);
            boolean isExcluded = excluded.get(commit);
            if (!isExcluded) {
                includedWaiting--;
                oldest = Math.min(oldest, graph.time(commit));
            }
            for (int parent : graph.parents(commit)) {
                if (isExcluded) exclude(parent);
                add(parent);
            }
        }
        var found = (BitSet) seen.clone();
        found.andNot(excluded);
        return found;
    }

    private void add(int commit) {
        if (seen.get(commit)) return;
        seen.set(commit);
        isWaiting.set(commit);
        queue.add(commit);
        if (!excluded.get(commit)) includedWaiting++;
    }

    /// Excludes a commit and all its ancestors that were met already; the others follow when they are met.
    private void exclude(int start) {
        var next = new ArrayDeque<Integer>();
        next.add(start);
        Integer commit;
        while ((commit = next.poll()) != null) {
            if (excluded.get(commit)) continue;
            excluded.set(commit);
            if (!seen.get(commit)) continue;
            if (isWaiting.get(commit)) {
                includedWaiting--;
                continue;
            }
            for (int parent : graph.parents(commit)) next.add(parent);
        }
    }
}
