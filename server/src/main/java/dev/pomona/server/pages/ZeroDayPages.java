// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.view.Links;
import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.pages.view.WhoView;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.reading.AnswerTimeReading;
import dev.pomona.store.reading.Page;
import dev.pomona.store.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page for the hour in which something becomes known.
final class ZeroDayPages {

    private static final int RECENT = 10;
    private static final int LONGEST = 500;

    private final Site site;
    private final Running running;

    ZeroDayPages(Site site, Running running) {
        this.site = site;
        this.running = running;
    }

    List<Route> routes() {
        return List.of(site.get("/zero-day", this::who));
    }

    private Response who(Visit visit) {
        String asked = visit.query("q").orElse("");
        String after = visit.query("after").orElse(null);
        return visit.show("zero-day", "zero-day", (tx, _) -> {
            var view = view(tx, asked, after);
            return new Visit.Shown(
                    view.advisory() == null
                            ? "Who runs it?"
                            : view.advisory().known().id(),
                    view);
        });
    }

    private WhoView view(Tx tx, String asked, @Nullable String after) {
        List<AnswerTimeReading.Answer> recent =
                new AnswerTimeReading(tx).page(null, RECENT).items();
        Page<WhoView.Place> places = new Page<>(List.of(), null);
        String problem = null;
        if (asked.length() > LONGEST) {
            problem = "That is longer than anything that has a name.";
        } else if (!asked.isEmpty()) {
            try {
                places = Places.at(() -> running.of(tx, asked, after, Visit.ROWS));
            } catch (ProblemException e) {
                problem = e.getMessage();
            }
        }
        return new WhoView(
                asked,
                problem,
                asked.startsWith("pkg:") || asked.isEmpty() || problem != null ? null : AdvisoryDetails.of(tx, asked),
                places,
                Pager.of(Links.zeroDay(asked), after, places.next()),
                AnswerTimes.drawn(recent),
                recent);
    }
}
