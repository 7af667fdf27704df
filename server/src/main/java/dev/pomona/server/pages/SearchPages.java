// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

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
import java.util.Locale;
import java.util.regex.Pattern;

/// One box for everything: what it is, is seen from how it is written.
final class SearchPages {

    private static final int MOST = 12;
    private static final int LONGEST = 500;

    /// Ids as the sources write them: `CVE-2021-44228`, `GHSA-jfh8-c2jp-5v3q`, `PYSEC-2021-1`, `MAL-2024-1`.
    private static final Pattern VULNERABILITY = Pattern.compile("(?i)[a-z]{2,12}-[0-9a-z]{2,10}(-[0-9a-z:]{1,20})*");

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{6,64}");

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
        String lower = asked.toLowerCase(Locale.ROOT);
        String hex = lower.startsWith("sha256:") ? lower.substring(7) : lower;
        boolean isDigest = HEXADECIMAL.matcher(hex).matches() || lower.startsWith("sha256:");
        String id = VULNERABILITY.matcher(asked).matches() ? spelt(asked) : null;
        Count open = id == null ? Count.NONE : new Overview(tx).ofRule(id);
        // a project may be called like a vulnerability, so an id that nothing has is only an offer when nothing else
        // fits
        return new SearchView(
                asked,
                id,
                open,
                reading.projects(asked),
                isDigest ? reading.artifactsByDigest("sha256:" + hex) : reading.artifactsByName(asked),
                reading.hosts(asked),
                reading.packages(asked));
    }

    /// CVE ids are in capitals; GHSA ids only at their beginning.
    private static String spelt(String id) {
        int dash = id.indexOf('-');
        String source = id.substring(0, dash).toUpperCase(Locale.ROOT);
        String rest = id.substring(dash);
        return source + (source.equals("GHSA") ? rest.toLowerCase(Locale.ROOT) : rest.toUpperCase(Locale.ROOT));
    }
}
