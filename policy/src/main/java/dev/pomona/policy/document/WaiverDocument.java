// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.document;

import dev.pomona.model.decision.Waiver;
import java.util.List;

/// What was read of a waiver file.
///
/// @param issues sorted by place; empty when the document is sound
public record WaiverDocument(List<Waiver> waivers, List<Issue> issues) {

    public WaiverDocument {
        waivers = List.copyOf(waivers);
        issues = issues.stream().sorted().toList();
    }
}
