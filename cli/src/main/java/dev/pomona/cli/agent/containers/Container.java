// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A container as its runtime knows it.
///
/// @param id as it stands in the control groups of its processes
/// @param workload what it is called: of a pod `namespace/container`, of Compose `project/service`, else its name
/// @param instance which of several: of a pod its name and the id, else the id
/// @param image its name; `null` when it has none
/// @param digests of the image's manifests, then of its configuration
/// @param startedAt `null` when the runtime does not say, nor that it runs
/// @param labels those in [Labels#of]
public record Container(
        String id,
        String workload,
        String instance,
        @Nullable String image,
        List<String> digests,
        @Nullable Instant startedAt,
        Map<String, String> labels) {

    public Container {
        digests = List.copyOf(digests);
        labels = Map.copyOf(labels);
    }

    private static final int SHORT = 12;

    /// A container named by its labels, or else by its name.
    ///
    /// @param name empty for none
    static Container of(
            String id,
            String name,
            @Nullable String image,
            List<String> digests,
            @Nullable Instant startedAt,
            Map<String, String> labels) {
        String shortId = id.substring(0, Math.min(SHORT, id.length()));
        String pod = labels.get("io.kubernetes.pod.name");
        String workload;
        if (pod != null) {
            workload = labels.getOrDefault("io.kubernetes.pod.namespace", "default") + "/"
                    + labels.getOrDefault("io.kubernetes.container.name", name);
        } else if (labels.containsKey("com.docker.compose.service")) {
            workload = labels.getOrDefault("com.docker.compose.project", "") + "/"
                    + labels.get("com.docker.compose.service");
        } else {
            workload = name.isEmpty() ? shortId : name;
        }
        return new Container(
                id,
                workload,
                pod == null ? shortId : pod + "/" + shortId,
                image,
                digests,
                startedAt,
                new TreeMap<>(Labels.of(labels)));
    }
}
