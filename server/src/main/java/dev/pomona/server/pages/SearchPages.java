// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.estate.SearchTerm;
import dev.pomona.server.pages.view.Links;
import dev.pomona.server.pages.view.SearchView;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.SearchReading;
import dev.pomona.store.sql.Tx;
import java.util.List;

/// One box for everything: what it is, is seen from how it is written.
final class SearchPages {

    private static final int MOST = 12;
    private static final int LONGEST = 500;

    private final Site site;

    SearchPages(Site site) {
        this.site = site;
    }

    List<Route> routes() {
        return List.of(site.get("/search", this::search));
    }

    private Response search(Visit visit) {
        String asked = visit.query("q").orElse("");
        if (asked.length() > LONGEST) {
            throw ProblemException.invalid("q", "is longer than %d characters".formatted(LONGEST));
        }
        if (asked.startsWith("pkg:")) return Response.seeOther(Links.zeroDay(asked));
        return visit.show("search", "", (tx, _) -> new Visit.Shown("Search", view(tx, asked)));
    }

    private static SearchView view(Tx tx, String asked) {
        if (asked.isEmpty()) {
            return new SearchView(asked, null, Count.NONE, List.of(), List.of(), List.of(), List.of());
        }
        var reading = new SearchReading(tx, MOST);
        var term = SearchTerm.of(asked);
        String id = term.vulnerability().orElse(null);
        Count open = id == null ? Count.NONE : new Overview(tx).ofRule(id);
        // a project may be called like a vulnerability, so an id that nothing has is only an offer when nothing else
        // fits
        return new SearchView(
                asked,
                id,
                open,
                reading.projects(asked),
                term.digest().map(reading::artifactsByDigest).orElseGet(() -> reading.artifactsByName(asked)),
                reading.hosts(asked),
                reading.packages(asked));
    }
}
