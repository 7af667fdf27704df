// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.estate.Artifact;
import dev.pomona.store.reading.ArtifactReading;
import dev.pomona.store.reading.DeploymentReading;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.Page;
import dev.pomona.store.reading.Severities;
import java.util.List;

/// An artifact.
///
/// @param tab which of its lists is shown: `findings`, `components`, `deployments` or `verdicts`
/// @param verdicts that hold
/// @param findings of the tab, as the other lists; empty on other tabs
/// @param history of verdicts
public record ArtifactView(
        Artifact artifact,
        String tab,
        Severities severities,
        List<Verdict> verdicts,
        Page<FindingRow> findings,
        Page<ArtifactReading.Component> components,
        Page<DeploymentReading.Running> deployments,
        List<Verdict> history,
        Pager pager) {}
