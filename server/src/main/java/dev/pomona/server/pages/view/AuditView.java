// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.reading.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The trail.
///
/// @param check of the whole trail; `null` when nobody asked for it
public record AuditView(Page<Entry> entries, Pager pager, AuditStore.@Nullable Check check) {

    /// @param link where what it was done to has a page; `null` where it has none
    /// @param details sorted as they were written
    public record Entry(
            long number,
            Instant at,
            String who,
            String what,
            String subject,
            @Nullable String link,
            List<Detail> details,
            String hash) {}

    /// @param name empty for what has none
    public record Detail(String name, String value) {}
}
