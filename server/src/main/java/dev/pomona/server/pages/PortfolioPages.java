// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.identity.Role;
import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.pages.view.Plots;
import dev.pomona.server.pages.view.PortfolioView;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.FindingFilter;
import dev.pomona.store.reading.FindingList;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.FindingSort;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Tx;
import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/// What is exposed, what is late, what changed today: the first page, with what each role looks for first.
final class PortfolioPages {

    private static final int PRESSING = 8;
    private static final int PROJECTS = 15;
    private static final int DAYS = 60;
    private static final Duration SOON = Duration.ofDays(7);
    private static final List<String> VIEWS = List.of("developer", "security", "operations", "manager");

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

    private PortfolioView view(Tx tx, Visit visit) {
        String role = visit.query("view").filter(VIEWS::contains).orElseGet(() -> usual(visit.viewer()));
        Instant now = visit.now();
        Instant today = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        var overview = new Overview(tx);
        var tallies = new Tallies(tx);
        String after = visit.query("after").orElse(null);
        var projects = Places.at(() -> tallies.projects(after, PROJECTS));
        var days = tallies.since(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS));
        Count mine = overview.assignedTo(visit.viewer().id());
        return new PortfolioView(
                role,
                VIEWS,
                panels(role),
                overview.severities(),
                overview.exploited(),
                overview.late(now),
                overview.due(now, now.plus(SOON)),
                overview.openedSince(today),
                overview.closedSince(today),
                overview.untriaged(),
                mine,
                overview.environments(),
                projects,
                Pager.of("/?view=" + role, after, projects.next()),
                pressing(tx, role, visit, mine),
                title(role, mine),
                trend(days),
                flow(days));
    }

    /// The view that a person sees who did not choose.
    private static String usual(Viewer viewer) {
        for (Role role : List.of(Role.SECURITY, Role.OPERATIONS, Role.MANAGER, Role.DEVELOPER)) {
            if (viewer.roles().contains(role)) return role.name().toLowerCase(Locale.ROOT);
        }
        return "security";
    }

    private static List<String> panels(String role) {
        return switch (role) {
            case "developer" -> List.of("findings", "projects", "environments", "trends");
            case "operations" -> List.of("environments", "findings", "projects", "trends");
            case "manager" -> List.of("trends", "projects", "findings", "environments");
            default -> List.of("findings", "environments", "projects", "trends");
        };
    }

    private static String title(String role, Count mine) {
        return switch (role) {
            case "developer" -> mine.isNone() ? "What has a fix" : "Yours";
            case "operations" -> "Exploited in the wild";
            case "manager" -> "Due first";
            default -> "Most pressing";
        };
    }

    private static List<FindingRow> pressing(Tx tx, String role, Visit visit, Count mine) {
        List<FindingFilter> filters = switch (role) {
            case "developer" ->
                List.of(
                        mine.isNone()
                                ? new FindingFilter.Fixable()
                                : new FindingFilter.Assignee(visit.viewer().id()));
            case "operations" -> List.of(new FindingFilter.Exploited());
            default -> List.of();
        };
        FindingSort sort = role.equals("manager") ? FindingSort.DUE : FindingSort.PRIORITY;
        return new FindingList(tx).page(filters, sort, null, PRESSING).items();
    }

    private static Content trend(List<Tallies.Day> days) {
        return Plots.trend(
                "trend",
                "Open findings over time",
                "finding",
                List.of(
                        line(
                                days,
                                "critical",
                                "s5",
                                day -> day.severities().of(5).value()),
                        line(days, "high", "s4", day -> day.severities().of(4).value()),
                        line(days, "medium", "s3", day -> day.severities().of(3).value())));
    }

    private static Content flow(List<Tallies.Day> days) {
        return Plots.trend(
                "flow",
                "Opened and closed each day",
                "finding",
                List.of(
                        line(days, "opened", "opened", Tallies.Day::opened),
                        line(days, "closed", "closed", Tallies.Day::closed)));
    }

    private static Plots.Line line(
            List<Tallies.Day> days, String name, String style, ToIntFunction<Tallies.Day> value) {
        return new Plots.Line(
                name,
                style,
                days.stream()
                        .map(day -> new Plots.Point(day.day(), value.applyAsInt(day)))
                        .toList());
    }
}
