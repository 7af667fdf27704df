// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.finding;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Purl;
import java.util.List;

/// What is particular to one kind of finding. Sealed, so that a new kind does not compile until every report
/// handles it.
public sealed interface Detail {

    /// A component with a known vulnerability, or a malicious one.
    ///
    /// @param claims every source's reason, sorted by source and advisory id; at least one
    /// @param path the shortest way from the project to the component, both ends included; only the component
    ///     itself when the manifest states no graph
    record VulnerableComponent(
            Component component, Vulnerability vulnerability, List<Claim> claims, List<Purl> path, Upgrade upgrade)
            implements Detail {

        public VulnerableComponent {
            claims = List.copyOf(claims);
            path = List.copyOf(path);
            if (claims.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s on %s has no claim".formatted(vulnerability.id(), component.purl()));
            }
        }
    }
}
