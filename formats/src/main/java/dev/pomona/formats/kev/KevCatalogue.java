// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.kev;

import dev.pomona.model.advisory.Kev;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One edition of the catalogue.
///
/// @param released when CISA put it out; `null` when the file does not say
/// @param entries sorted by CVE id, each id once
public record KevCatalogue(@Nullable Instant released, List<Kev> entries) {

    public KevCatalogue {
        entries = entries.stream().sorted(Comparator.comparing(Kev::cve)).toList();
    }
}
