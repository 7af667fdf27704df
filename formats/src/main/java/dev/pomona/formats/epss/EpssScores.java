// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.epss;

import dev.pomona.model.advisory.Epss;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The scores of one day.
///
/// @param scored the day the model ran; `null` when the file does not say
/// @param byCve by CVE id, unmodifiable
public record EpssScores(@Nullable Instant scored, SortedMap<String, Epss> byCve) {

    public EpssScores {
        byCve = Collections.unmodifiableSortedMap(byCve);
    }
}
