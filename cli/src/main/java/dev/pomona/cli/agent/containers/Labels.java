// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The labels that are reported. Any other stays where it is: people put passwords into labels, of proxies for
/// instance.
final class Labels {

    private static final Set<String> NAMES = Set.of(
            "app",
            "com.docker.compose.project",
            "com.docker.compose.service",
            "k8s-app",
            "org.opencontainers.image.base.digest",
            "org.opencontainers.image.base.name",
            "org.opencontainers.image.created",
            "org.opencontainers.image.revision",
            "org.opencontainers.image.source",
            "org.opencontainers.image.title",
            "org.opencontainers.image.version",
            "owner",
            "team");
    private static final String POD = "io.kubernetes.pod.";
    private static final String APPLICATION = "app.kubernetes.io/";
    private static final int MOST = 32;
    private static final int LONGEST = 300;

    private Labels() {}

    /// Sorted by name, shortened to what a report may hold.
    static Map<String, String> of(Map<String, String> labels) {
        var reported = new TreeMap<String, String>();
        new TreeMap<>(labels).forEach((name, value) -> {
            boolean isWanted = NAMES.contains(name) || name.startsWith(POD) || name.startsWith(APPLICATION);
            if (isWanted && name.length() <= LONGEST && reported.size() < MOST) {
                reported.put(name, value.substring(0, Math.min(LONGEST, value.length())));
            }
        });
        return reported;
    }
}
