// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.finding.Finding;
import dev.pomona.model.report.Gap;
import java.util.List;

/// What a look at one text brought.
///
/// @param found by place
/// @param gaps what was not looked at
/// @param suppressions the first hundred matches that are no secrets, by place
/// @param suppressed how many there are
public record Detection(List<Found> found, List<Gap> gaps, List<Suppression> suppressions, int suppressed) {

    static final int MOST_SUPPRESSIONS = 100;

    public Detection {
        found = List.copyOf(found);
        gaps = List.copyOf(gaps);
        suppressions = List.copyOf(suppressions);
    }

    public List<Finding> findings() {
        return found.stream().map(Found::finding).toList();
    }
}
