// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.pages.view.AuditView;
import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.reading.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people and programs did, and whether the trail of it is whole.
final class AuditPages {

    private final Site site;
    private final Actions actions;

    AuditPages(Site site, Actions actions) {
        this.site = site;
        this.actions = actions;
    }

    List<Route> routes() {
        return List.of(
                site.get("/audit", visit -> show(visit, null)),
                site.post("/audit/verify", Scope.ADMIN, (visit, _) -> show(visit, actions.verify(visit.viewer()))));
    }

    private Response show(Visit visit, AuditStore.@Nullable Check check) {
        visit.need(Scope.ADMIN);
        String after = visit.query("after").orElse(null);
        return visit.show("audit", "audit", (tx, _) -> {
            var store = new AuditStore(tx);
            List<AuditStore.Entry> found = Places.at(
                    () -> store.before(after == null ? Long.MAX_VALUE : Long.parseLong(after), Visit.ROWS + 1));
            boolean hasMore = found.size() > Visit.ROWS;
            List<AuditStore.Entry> shown = hasMore ? found.subList(0, Visit.ROWS) : found;
            String next = hasMore ? Long.toString(shown.getLast().seq()) : null;
            return new Visit.Shown(
                    "Audit",
                    new AuditView(
                            new Page<>(shown.stream().map(AuditEntries::of).toList(), next),
                            Pager.of("/audit", after, next),
                            check));
        });
    }
}
