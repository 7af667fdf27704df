// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Purl;
import dev.pomona.model.finding.Upgrade;
import java.util.List;

/// A vulnerability that holds for a component.
///
/// @param purl the component; without version every vulnerability of the package holds
/// @param claims every source's reason, sorted by source and advisory id; at least one
public record ComponentMatch(Purl purl, Vulnerability vulnerability, List<Claim> claims, Upgrade upgrade) {

    public ComponentMatch {
        claims = List.copyOf(claims);
    }
}
