// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.estate.Artifact;
import dev.pomona.store.reading.Page;
import dev.pomona.store.reading.ProjectReading;
import dev.pomona.store.reading.Severities;
import dev.pomona.store.reading.Tallies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A project and what was built of it.
///
/// @param tally `null` before it was counted the first time
public record ProjectView(
        ProjectReading.Project project,
        Tallies.@Nullable Project tally,
        Page<Built> artifacts,
        Pager pager,
        AgreedView.Project agreed) {

    /// @param environments in which it runs now, by key
    public record Built(Artifact artifact, Severities severities, List<String> environments) {}
}
