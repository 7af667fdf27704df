// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.proc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the control groups of a process tell of where it belongs (cgroups(7), both versions).
///
/// @param container the id of its container; `null` when it is in none
/// @param pod the uid of its Kubernetes pod; `null` when it is in none
/// @param unit its systemd unit, such as `nginx.service`; `null` when it is in none
public record Cgroup(
        @Nullable String container,
        @Nullable String pod,
        @Nullable String unit) {

    /// Of a process about which nothing can be read.
    public static final Cgroup NONE = new Cgroup(null, null, null);

    /// As the last part of a path: Docker, containerd and CRI-O with either driver, and Podman.
    private static final Pattern CONTAINER = Pattern.compile("(?:.*[-:])?([0-9a-f]{64})(?:\\.scope)?");

    private static final Pattern POD =
            Pattern.compile("pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32})(?:\\.slice)?$");

    /// @param text of `/proc/PID/cgroup`: a line for each hierarchy, `number:controllers:path`
    public static Cgroup parse(String text) {
        String container = null;
        String pod = null;
        String unit = null;
        for (String line : text.split("\n", -1)) {
            int path = line.indexOf(':', line.indexOf(':') + 1);
            if (path < 0) continue;
            for (String part : line.substring(path + 1).split("/", -1)) {
                Matcher inContainer = CONTAINER.matcher(part);
                // what watches a container is not in it
                if (inContainer.matches() && !part.contains("conmon")) container = inContainer.group(1);
                Matcher inPod = POD.matcher(part);
                if (inPod.find()) pod = inPod.group(1).replace('_', '-');
                if (part.endsWith(".service")) unit = part;
            }
        }
        return new Cgroup(container, pod, unit);
    }
}
