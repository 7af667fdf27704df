// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.plot.Flow;
import dev.pomona.server.pages.plot.Trend;
import dev.pomona.store.reading.Tallies;
import gg.jte.Content;
import java.util.List;

/// What the kept days show.
final class Trends {

    private Trends() {}

    static Content open(List<Tallies.Day> days) {
        return Trend.of(
                "trend",
                "Open findings over time, by severity",
                "finding",
                List.of(line(days, 5, "critical"), line(days, 4, "high"), line(days, 3, "medium")),
                List.of());
    }

    private static Trend.Line line(List<Tallies.Day> days, int rank, String name) {
        return new Trend.Line(
                name,
                "s" + rank,
                days.stream()
                        .map(day -> new Trend.Point(
                                day.day(), day.severities().of(rank).value()))
                        .toList());
    }

    static Content flow(List<Tallies.Day> days) {
        return Flow.of(
                "flow",
                "Findings opened and closed each day",
                "opened",
                "closed",
                days.stream()
                        .map(day -> new Flow.Day(day.day(), day.opened(), day.closed()))
                        .toList());
    }
}
