// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import dev.pomona.cli.agent.host.GoldenImage;
import dev.pomona.cli.agent.host.MetadataService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a person says of the host; it counts before what the host says itself.
///
/// @param root below which the host's files are, usually `/`
/// @param host its key; `null` for its own name
/// @param metadata `null` when it must not be asked
record Identity(
        Path root,
        String environment,
        @Nullable String host,
        @Nullable String account,
        @Nullable String cluster,
        @Nullable GoldenImage image,
        Map<String, String> labels,
        List<String> owners,
        @Nullable MetadataService metadata) {

    Identity {
        labels = new TreeMap<>(labels);
        owners = List.copyOf(owners);
    }
}
