// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.sql.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which page is where.
public final class PageRoutes {

    private final Site site;
    private final Actions actions;
    private final Running running;

    public PageRoutes(Database database, Clock clock, Viewers viewers, Actions actions, Running running) {
        this.site = new Site(database, clock, viewers);
        this.actions = actions;
        this.running = running;
    }

    public List<Route> routes() {
        return Stream.of(
                        List.of(
                                site.open(
                                        Method.GET,
                                        "/assets/{digest}/{file}",
                                        request -> site.assets()
                                                .serve(request.pathParameter("digest"), request.pathParameter("file"))),
                                site.get("/live", PageRoutes.this::live)),
                        new PortfolioPages(site).routes(),
                        new FindingPages(site, actions).routes(),
                        new EstatePages(site).routes(),
                        new ZeroDayPages(site, running).routes(),
                        new FreshnessPages(site).routes(),
                        new ServiceLevelPages(site).routes(),
                        new PolicyPages(site, actions).routes(),
                        new AuditPages(site, actions).routes(),
                        new SearchPages(site).routes(),
                        new SettingsPages(site, actions).routes())
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

    /// Whether anything changed, for pages that are open.
    private Response live(Visit visit) {
        visit.need(Scope.READ);
        String mark = site.database().inTenant(visit.viewer().tenant(), tx -> new Overview(tx).mark());
        return Response.ok(json -> json.field("mark", mark));
    }
}
