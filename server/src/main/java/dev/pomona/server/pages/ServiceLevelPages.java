// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.plot.Histogram;
import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.pages.view.ServiceLevelView;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.delivery.AnswerLevelStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.reading.Count;
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
    /// Days that people are warned of.
    private static final int SOON = 3;

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
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        String after = visit.query("after").orElse(null);
        var overview = new Overview(tx);
        var late = new ArrayList<ServiceLevelView.Late>();
        for (int rank = 5; rank >= 2; rank--) late.add(new ServiceLevelView.Late(rank, overview.late(rank, now)));
        Count allLate = overview.late(now);
        List<Count> due = overview.dueByDay(today.atStartOfDay(ZoneOffset.UTC).toInstant(), DAYS_AHEAD);
        var answers = Places.at(() -> new AnswerTimeReading(tx).page(after, ANSWERS));
        return new ServiceLevelView(
                allLate,
                overview.due(now, now.plus(Duration.ofDays(7))),
                late,
                new UrgencyStore(tx)
                        .levels().stream()
                                .map(level ->
                                        new ServiceLevelView.Level(level.severity(), level.environment(), level.days()))
                                .toList(),
                due(due, today),
                Lateness.burndown(new Tallies(tx).since(today.minusDays(DAYS_BACK)), allLate, due, today),
                new FindingList(tx).page(List.of(), FindingSort.DUE, null, NEXT).items(),
                AnswerTimes.drawn(answers.items()),
                answers,
                Pager.of("/service-levels", after, answers.next()),
                Agreed.levels(tx, visit.viewer()),
                new AnswerLevelStore(tx).levels(),
                Agreed.answers(tx, visit.viewer()));
    }

    private static Content due(List<Count> due, LocalDate today) {
        var columns = new ArrayList<Histogram.Column>();
        for (int i = 0; i < due.size(); i++) {
            LocalDate day = today.plusDays(i);
            columns.add(new Histogram.Column(
                    i == 0 ? "today" : Integer.toString(day.getDayOfMonth()),
                    due.get(i).value(),
                    i < SOON ? "soon" : "calm"));
        }
        return Histogram.of("due", "Findings by the day on which they are due", "finding", columns, List.of());
    }
}
