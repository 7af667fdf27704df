// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Role;
import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.pages.view.PortfolioView;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.sql.Tx;
import java.util.List;
import java.util.Locale;

/// The first page: what each role looks for first.
final class PortfolioPages {

    private static final List<String> ROLES = List.of("developer", "security", "operations", "manager");

    private final Site site;

    PortfolioPages(Site site) {
        this.site = site;
    }

    List<Route> routes() {
        return List.of(site.get("/", this::portfolio));
    }

    private Response portfolio(Visit visit) {
        return visit.show("portfolio", "portfolio", (tx, _) -> new Visit.Shown("Portfolio", view(tx, visit)));
    }

    private static PortfolioView view(Tx tx, Visit visit) {
        String role = visit.query("view").filter(ROLES::contains).orElseGet(() -> usual(visit.viewer()));
        var start = new StartPage(tx, visit, role);
        var projects = start.projects();
        var upgrades = start.upgrades();
        return new PortfolioView(
                role,
                ROLES,
                start.lead(),
                start.beginnings(),
                visit.request().origin(),
                start.tiles(),
                start.panels(),
                start.environments(),
                projects,
                Pager.of("/?view=" + role, visit.query("after").orElse(null), projects.next()),
                start.findings(),
                upgrades.upgrades(),
                upgrades.looked(),
                start.answers(),
                start.acceptances(),
                start.oldest(),
                start.trend(),
                start.flow(),
                start.burndown());
    }

    /// The view that a person sees who did not choose.
    private static String usual(Viewer viewer) {
        for (Role role : List.of(Role.SECURITY, Role.OPERATIONS, Role.MANAGER, Role.DEVELOPER)) {
            if (viewer.roles().contains(role)) return role.name().toLowerCase(Locale.ROOT);
        }
        return "security";
    }
}
