// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import dev.pomona.cli.agent.host.GoldenImage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was seen of a host at a time.
///
/// @param instances sorted by key
record Look(Instant at, Host host, List<Instance> instances) {

    Look {
        instances = List.copyOf(instances);
    }

    /// What is said of the host itself.
    ///
    /// @param bootedAt `null` when it can't be told, as all that may be `null`
    /// @param gaps what could not be read, in words, sorted
    record Host(
            String key,
            String environment,
            @Nullable Instant bootedAt,
            @Nullable GoldenImage image,
            @Nullable String account,
            @Nullable String cluster,
            String system,
            List<String> gaps,
            Map<String, String> labels,
            List<String> owners) {

        Host {
            gaps = List.copyOf(gaps);
            labels = new TreeMap<>(labels);
            owners = List.copyOf(owners);
        }
    }
}
