// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.reading.Mark;
import dev.pomona.store.sql.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which page is where.
public final class PageRoutes implements AutoCloseable {

    private final Site site;
    private final Actions actions;
    private final Agreements agreements;
    private final Running running;
    private final Live live;

    public PageRoutes(
            Database database, Clock clock, Viewers viewers, Actions actions, Agreements agreements, Running running) {
        this.site = new Site(database, clock, viewers);
        this.actions = actions;
        this.agreements = agreements;
        this.running = running;
        this.live = new Live(database, Live.Limits.USUAL);
    }

    public List<Route> routes() {
        return Stream.of(
                        List.of(
                                site.elsewhere(),
                                site.open(Method.GET, "/assets/{digest}/{file}", PageRoutes.this::asset),
                                site.left("/live", PageRoutes.this::news),
                                site.left("/live/events", PageRoutes.this::events)),
                        new PortfolioPages(site).routes(),
                        new FindingPages(site, actions).routes(),
                        new EstatePages(site).routes(),
                        new ZeroDayPages(site, running).routes(),
                        new FreshnessPages(site).routes(),
                        new ServiceLevelPages(site).routes(),
                        new PolicyPages(site, actions).routes(),
                        new AuditPages(site, actions).routes(),
                        new SearchPages(site).routes(),
                        new SettingsPages(site, actions).routes(),
                        new AgreementPages(site, agreements).routes())
                .flatMap(List::stream)
                .toList();
    }

    /// The pages before anyone is known.
    public Doors doors() {
        return new Doors(site);
    }

    /// An error for people: what happened and what to do, and nothing of the inside.
    public Response problem(ProblemType type, String detail) {
        return site.problem(type, detail, Optional.empty());
    }

    private Response asset(Request request) {
        String encodings = request.header("Accept-Encoding").orElse("");
        boolean takesPacked =
                Stream.of(encodings.split(",", -1)).map(String::strip).anyMatch("gzip"::equalsIgnoreCase);
        return site.assets().serve(request.pathParameter("digest"), request.pathParameter("file"), takesPacked);
    }

    /// What is new since the mark of a page, for those that can't listen.
    private Response news(Visit visit) {
        return Response.text(200, Response.JSON, live.news(visit.viewer().tenant(), mark(visit)) + "\n");
    }

    /// What is new since the mark of a page, and whatever comes after it.
    private Response events(Visit visit) {
        Viewer viewer = visit.viewer();
        Mark page = mark(visit);
        return Response.written(
                        "text/event-stream",
                        out -> live.tell(
                                viewer.tenant(), viewer.id(), page, () -> site.isStill(visit.request(), viewer), out))
                // a proxy must not wait for the end of it
                .header("X-Accel-Buffering", "no");
    }

    private static Mark mark(Visit visit) {
        try {
            return Mark.parse(visit.query("mark").orElse(""));
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("mark", "is none");
        }
    }

    /// Ends what is still being told to pages that are open.
    @Override
    public void close() {
        live.close();
    }
}
