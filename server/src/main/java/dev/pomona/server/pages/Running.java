// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.view.WhoView;
import dev.pomona.store.reading.Page;
import dev.pomona.store.sql.Tx;
import org.jspecify.annotations.Nullable;

/// Answers "who runs it?".
@FunctionalInterface
public interface Running {

    /// @param asked a purl, with a version, a range or neither; or the id of a vulnerability
    /// @param after where the page before ended; `null` for the beginning
    /// @throws dev.pomona.server.web.ProblemException when it is neither
    Page<WhoView.Place> of(Tx tx, String asked, @Nullable String after, int limit);
}
