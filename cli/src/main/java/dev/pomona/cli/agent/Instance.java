// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Something that runs on the host.
///
/// @param digests of the image it runs, the best first; empty when they are not known
/// @param source the image's name or the executable's path; `null` when it is not known
record Instance(
        Kind kind,
        String workload,
        String instance,
        List<String> digests,
        @Nullable String source,
        Map<String, String> labels,
        Instant since) {

    enum Kind {
        CONTAINER,
        PROCESS
    }

    /// What tells one from another while it runs.
    record Key(Kind kind, String workload, String instance) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            int byWorkload = byKind != 0 ? byKind : workload.compareTo(other.workload);
            return byWorkload != 0 ? byWorkload : instance.compareTo(other.instance);
        }
    }

    Instance {
        digests = List.copyOf(digests);
        labels = new TreeMap<>(labels);
    }

    Key key() {
        return new Key(kind, workload, instance);
    }

    Instance startedAt(Instant time) {
        return new Instance(kind, workload, instance, digests, source, labels, time);
    }
}
