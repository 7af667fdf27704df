// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names of which a lock file has just one package, whatever range was asked for.
final class SoleNames {

    private final Map<String, LockGraph.Node> first = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    void add(String name, LockGraph.Node node) {
        LockGraph.Node earlier = first.putIfAbsent(name, node);
        if (earlier != null && !Objects.equals(earlier.purl(), node.purl())) ambiguous.add(name);
    }

    LockGraph.@Nullable Node find(String name) {
        return ambiguous.contains(name) ? null : first.get(name);
    }
}
