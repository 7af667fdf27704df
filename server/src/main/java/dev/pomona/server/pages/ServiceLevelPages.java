// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.pages.view.Plots;
import dev.pomona.server.pages.view.ServiceLevelView;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.reading.FindingList;
import dev.pomona.store.reading.FindingSort;
import dev.pomona.store.reading.Overview;
import dev.pomona.store.reading.Tallies;
import dev.pomona.store.sql.Tx;
import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// What was promised: findings dealt with in time, and answers given in time.
final class ServiceLevelPages {

    private static final int DAYS_AHEAD = 14;
    private static final int DAYS_BACK = 60;
    private static final int NEXT = 10;
    private static final int ANSWERS = 25;
    private static final Duration DAY = Duration.ofDays(1);

    private final Site site;

    ServiceLevelPages(Site site) {
        this.site = site;
    }

    List<Route> routes() {
        return List.of(site.get("/service-levels", this::levels));
    }

    private Response levels(Visit visit) {
        return visit.show(
                "service-levels", "service-levels", (tx, _) -> new Visit.Shown("Service levels", view(tx, visit)));
    }

    private static ServiceLevelView view(Tx tx, Visit visit) {
        Instant now = visit.now();
        String after = visit.query("after").orElse(null);
        var overview = new Overview(tx);
        var late = new ArrayList<ServiceLevelView.Late>();
        for (int rank = 5; rank >= 2; rank--) late.add(new ServiceLevelView.Late(rank, overview.late(rank, now)));
        var answers = Places.at(() -> new AnswerTimeReading(tx).page(after, ANSWERS));
        return new ServiceLevelView(
                overview.late(now),
                overview.due(now, now.plus(DAY.multipliedBy(7))),
                late,
                new UrgencyStore(tx)
                        .levels().stream()
                                .map(level ->
                                        new ServiceLevelView.Level(level.severity(), level.environment(), level.days()))
                                .toList(),
                due(overview, now),
                burndown(new Tallies(tx)
                        .since(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS_BACK))),
                new FindingList(tx).page(List.of(), FindingSort.DUE, null, NEXT).items(),
                answers,
                Pager.of("/service-levels", after, answers.next()));
    }

    private static Content due(Overview overview, Instant now) {
        var columns = new ArrayList<Plots.Column>();
        columns.add(new Plots.Column("late", overview.late(now).value(), "over"));
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant from = now;
        for (int i = 0; i < DAYS_AHEAD; i++) {
            LocalDate day = today.plusDays(i);
            Instant to = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            columns.add(new Plots.Column(
                    Integer.toString(day.getDayOfMonth()),
                    overview.due(from, to).value(),
                    i < 3 ? "soon" : "calm"));
            from = to;
        }
        return Plots.histogram("due", "Findings by the day on which they are due", "finding", columns);
    }

    private static Content burndown(List<Tallies.Day> days) {
        return Plots.trend(
                "burndown",
                "Late findings over time",
                "finding",
                List.of(new Plots.Line(
                        "late",
                        "s5",
                        days.stream()
                                .map(day -> new Plots.Point(day.day(), day.late()))
                                .toList())));
    }
}
