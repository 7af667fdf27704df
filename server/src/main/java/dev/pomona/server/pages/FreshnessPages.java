// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.plot.Histogram;
import dev.pomona.server.pages.plot.Trend;
import dev.pomona.server.pages.view.FreshnessView;
import dev.pomona.server.pages.view.Links;
import dev.pomona.server.pages.view.Pager;
import dev.pomona.server.pages.view.Show;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.FreshnessStore;
import dev.pomona.store.estate.FreshnessStore.Aged;
import dev.pomona.store.estate.FreshnessStore.Day;
import dev.pomona.store.estate.FreshnessStore.Measure;
import dev.pomona.store.estate.FreshnessStore.Thing;
import dev.pomona.store.registry.RegistryStore;
import dev.pomona.store.sql.Tx;
import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reverse uptime and the age of golden images: now, spread, over time, and what to replace next.
final class FreshnessPages {

    private static final int DAYS = 90;

    /// Drawings for more environments than that would not be looked at.
    private static final int MOST_DRAWN = 6;

    /// The older end of the last column, which has none.
    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Site site;

    FreshnessPages(Site site) {
        this.site = site;
    }

    List<Route> routes() {
        return List.of(site.get("/freshness", this::freshness));
    }

    private Response freshness(Visit visit) {
        return visit.show("freshness", "freshness", (tx, _) -> new Visit.Shown("Freshness", view(tx, visit)));
    }

    private static FreshnessView view(Tx tx, Visit visit) {
        String thing = visit.query("thing").filter("instance"::equals).orElse("host");
        String measure = visit.query("measure").filter("image"::equals).orElse("uptime");
        Thing things = thing.equals("host") ? Thing.HOST : Thing.INSTANCE;
        Measure measured = measure.equals("image") ? Measure.IMAGE_AGE : Measure.REVERSE_UPTIME;
        var store = new FreshnessStore(tx);
        LocalDate from = LocalDate.ofInstant(visit.now(), ZoneOffset.UTC).minusDays(DAYS);
        var standings = new ArrayList<FreshnessView.Standing>();
        Map<String, Content> distribution = new LinkedHashMap<>();
        var lines = new ArrayList<Trend.Line>();
        for (var environment : new EnvironmentStore(tx).all().reversed()) {
            if (standings.size() == MOST_DRAWN) break;
            List<Day> days = store.trend(environment.key(), things, measured, from);
            if (days.isEmpty()) continue;
            Duration limit =
                    measured == Measure.REVERSE_UPTIME ? environment.maxReverseUptime() : environment.maxImageAge();
            standings.add(new FreshnessView.Standing(days.getLast(), limit));
            distribution.put(
                    environment.key(), histogram(environment.key(), distribution.size(), days.getLast(), limit, thing));
            lines.add(new Trend.Line(
                    environment.key(),
                    FreshnessView.LINES.get(lines.size()),
                    days.stream()
                            .map(day -> new Trend.Point(day.day(), day.median().toDays()))
                            .toList()));
        }
        String after = visit.query("after").orElse(null);
        List<Aged> worst = Places.at(() -> store.worst(things, measured, position(after), Visit.ROWS + 1));
        boolean hasMore = worst.size() > Visit.ROWS;
        List<Aged> shown = hasMore ? worst.subList(0, Visit.ROWS) : worst;
        return new FreshnessView(
                thing,
                measure,
                standings,
                distribution,
                Trend.of("median", "Median age in days, by environment", "day", lines, List.of()),
                shown,
                shown.isEmpty() || after != null
                        ? Duration.ZERO
                        : Duration.between(shown.getFirst().since(), visit.now()),
                Pager.of(
                        Links.with("/freshness", "thing", thing, "measure", measure),
                        after,
                        hasMore ? place(shown.getLast()) : null),
                new RegistryStore(tx).repositories());
    }

    private static String place(Aged aged) {
        return aged.since() + " " + aged.id();
    }

    private static FreshnessStore.Position position(@Nullable String after) {
        if (after == null) return FreshnessStore.Position.START;
        int blank = after.indexOf(' ');
        if (blank < 0) throw new IllegalArgumentException("no place");
        try {
            return new FreshnessStore.Position(
                    Instant.parse(after.substring(0, blank)), Long.parseLong(after.substring(blank + 1)));
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("no place", e);
        }
    }

    private static Content histogram(String environment, int index, Day day, @Nullable Duration limit, String unit) {
        var columns = new ArrayList<Histogram.Column>();
        var marks = new ArrayList<Histogram.Mark>();
        Duration younger = Duration.ZERO;
        for (int i = 0; i < day.buckets().size(); i++) {
            boolean isLast = i >= FreshnessStore.EDGES.size();
            Duration older = isLast ? FOREVER : FreshnessStore.EDGES.get(i);
            String label = isLast ? "> " + younger.toDays() : "≤ " + older.toDays();
            boolean isOver = limit != null && younger.compareTo(limit) >= 0;
            if (limit != null && isOver && marks.isEmpty())
                marks.add(new Histogram.Mark(i, "limit " + Show.span(limit)));
            // where the limit lies within a column, what is in it may be over it or not
            boolean isMixed = limit != null && !isOver && older.compareTo(limit) > 0;
            columns.add(new Histogram.Column(label, day.buckets().get(i), isOver ? "over" : isMixed ? "soon" : "calm"));
            younger = older;
        }
        return Histogram.of("spread-" + index, "Ages in " + environment + ", in days", unit, columns, marks);
    }
}
