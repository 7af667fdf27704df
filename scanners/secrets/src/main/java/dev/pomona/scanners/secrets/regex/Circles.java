// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.Arrays;
import java.util.function.IntFunction;

/// Which nodes of a graph can reach each other: its strongly connected components, after R. Tarjan (Depth-first
/// search and linear graph algorithms, 1972), without recursion.
final class Circles {

    private final IntFunction<int[]> successors;
    private final int[] order;
    private final int[] lowest;
    private final int[] circle;
    private int[] open = new int[64];
    private int openCount;
    private int[] path = new int[64];
    private int[][] edges = new int[64][];
    private int[] edge = new int[64];
    private int depth;
    private int count;

    private Circles(int nodes, IntFunction<int[]> successors) {
        this.successors = successors;
        this.order = new int[nodes];
        this.lowest = new int[nodes];
        this.circle = new int[nodes];
        Arrays.fill(circle, -1);
    }

    /// By node: the number of its component, one of its nodes.
    static int[] of(int nodes, IntFunction<int[]> successors) {
        var circles = new Circles(nodes, successors);
        for (int node = 0; node < nodes; node++) if (circles.order[node] == 0) circles.walk(node);
        return circles.circle;
    }

    private void walk(int root) {
        enter(root);
        while (depth > 0) {
            int node = path[depth - 1];
            if (edge[depth - 1] < edges[depth - 1].length) {
                int next = edges[depth - 1][edge[depth - 1]++];
                if (order[next] == 0) enter(next);
                else if (circle[next] < 0) lowest[node] = Math.min(lowest[node], order[next]);
                continue;
            }
            depth--;
            if (depth > 0) lowest[path[depth - 1]] = Math.min(lowest[path[depth - 1]], lowest[node]);
            if (lowest[node] == order[node]) close(node);
        }
    }

    private void enter(int node) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, 2 * depth);
            edges = Arrays.copyOf(edges, 2 * depth);
            edge = Arrays.copyOf(edge, 2 * depth);
        }
        if (openCount == open.length) open = Arrays.copyOf(open, 2 * openCount);
        order[node] = ++count;
        lowest[node] = count;
        path[depth] = node;
        edges[depth] = successors.apply(node);
        edge[depth++] = 0;
        open[openCount++] = node;
    }

    private void close(int node) {
        int member;
        do {
            member = open[--openCount];
            circle[member] = node;
        } while (member != node);
    }
}
