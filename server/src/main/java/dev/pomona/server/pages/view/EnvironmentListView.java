// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.Overview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Environments, the last of the promotion first.
///
/// @param seenNone what a form brings back that makes a new one; `null` for those who may not
public record EnvironmentListView(
        List<Overview.Environment> environments, @Nullable String seenNone) {}
