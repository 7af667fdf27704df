// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.HostPageReading;
import java.util.List;

/// A host.
///
/// @param hasMore whether more runs there than is shown
public record HostView(HostPageReading.Host host, List<HostPageReading.Running> running, boolean hasMore) {}
