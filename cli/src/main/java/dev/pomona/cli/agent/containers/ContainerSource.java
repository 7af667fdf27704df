// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Somebody who knows containers.
interface ContainerSource {

    /// What it is called where it can't be asked: the runtime and its socket or folder.
    String name();

    /// Whether there is anything to ask.
    boolean isThere();

    /// What it knows. It may hold containers that do not run.
    ///
    /// @throws IOException when it can't be asked; the message tells why
    Known ask() throws IOException;

    /// @param sandboxes ids of what only holds a pod together: no workload
    record Known(List<Container> containers, Set<String> sandboxes) {

        public Known {
            containers = List.copyOf(containers);
            sandboxes = Set.copyOf(sandboxes);
        }
    }
}
