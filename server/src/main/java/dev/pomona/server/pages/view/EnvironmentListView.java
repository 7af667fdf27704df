// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.Overview;
import java.util.List;

/// Environments, the last of the promotion first.
public record EnvironmentListView(List<Overview.Environment> environments) {}
