// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.DeploymentReading;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Page;
import java.util.List;

/// An environment.
///
/// @param tab `violated`, `incomplete`, `pass` or `running`
/// @param verdicts of the tab; empty for `running`
/// @param running of the tab; empty for the others
public record EnvironmentView(
        Overview.Environment environment,
        String tab,
        List<Verdict> verdicts,
        Page<DeploymentReading.Running> running,
        Pager pager) {}
