// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.SearchReading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was found.
///
/// @param vulnerability when what was asked looks like the id of one
/// @param open how many findings there are of it
public record SearchView(
        String asked,
        @Nullable String vulnerability,
        Count open,
        List<SearchReading.Named> projects,
        List<SearchReading.FoundArtifact> artifacts,
        List<SearchReading.Named> hosts,
        List<SearchReading.FoundPackage> packages) {

    public boolean isNothing() {
        return vulnerability == null
                && projects.isEmpty()
                && artifacts.isEmpty()
                && hosts.isEmpty()
                && packages.isEmpty();
    }
}
