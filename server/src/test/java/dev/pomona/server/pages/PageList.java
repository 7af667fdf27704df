// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.web.Route;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The routes of all pages, for tests that try each of them on a server of their own.
public final class PageList {

    private PageList() {}

    public static List<Route> routes() {
        try (Database database = TestDatabase.fresh()) {
            return new PageRoutes(database, Clock.systemUTC(), _ -> Optional.empty(), null, null, new StoredRunning())
                    .routes();
        }
    }
}
