// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.advisory;

import java.util.List;

/// What one advisory says about one component: the reason of a match.
///
/// @param reason the part of the advisory that holds, readable: `>=2.0.0, <2.17.1` or `listed version 1.2.3`
/// @param fixedVersions in version order; empty when the source knows none
public record Claim(String advisoryId, String source, String reason, List<String> fixedVersions) {

    public Claim {
        fixedVersions = List.copyOf(fixedVersions);
    }
}
