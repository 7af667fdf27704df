// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.reading.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who runs it?
///
/// @param asked what somebody typed; empty before anything
/// @param problem why it can't be answered; `null` when it can
/// @param recent what came lately and touched something
public record WhoView(
        String asked,
        @Nullable String problem,
        Page<Place> places,
        Pager pager,
        List<AnswerTimeReading.Answer> recent) {

    /// One place in which a component is.
    ///
    /// @param environment in which it runs; `null` when it does not, and with it the rest up to `since`
    /// @param owners none when nobody is known
    /// @param findings how many are open for it there
    /// @param waived how many of these are waived
    public record Place(
            String digest,
            String artifact,
            @Nullable String version,
            String project,
            String purl,
            @Nullable String environment,
            boolean isProduction,
            @Nullable String account,
            @Nullable String cluster,
            @Nullable String host,
            @Nullable String workload,
            @Nullable String instance,
            @Nullable Instant since,
            List<String> owners,
            int findings,
            int waived) {}
}
