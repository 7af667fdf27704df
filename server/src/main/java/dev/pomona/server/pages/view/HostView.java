// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.estate.HostInstanceStore;
import dev.pomona.store.reading.HostPageReading;
import dev.pomona.store.reading.HostReading;
import java.time.Instant;
import java.util.List;

/// A host.
///
/// @param hasMore whether more runs there than is shown
/// @param unscanned what the host told of and nobody has brought a document about
/// @param hasMoreUnscanned whether there is more of that than is shown
public record HostView(
        HostReading.Host host,
        List<HostPageReading.Running> running,
        boolean hasMore,
        List<HostInstanceStore.Running> unscanned,
        boolean hasMoreUnscanned) {

    public boolean isSilent(Instant now) {
        return host.state(now) == HostReading.State.SILENT;
    }
}
