// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.pages.plot.Trend;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.Tallies;
import gg.jte.Content;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The burn-down against the service levels: what was late each day, and what will be if nobody does anything.
final class Lateness {

    private Lateness() {}

    /// @param late now
    /// @param due how many become due today and on each day after it
    static Content burndown(List<Tallies.Day> days, Count late, List<Count> due, LocalDate today) {
        var past = new ArrayList<Trend.Point>();
        for (Tallies.Day day : days) {
            if (day.day().isBefore(today)) past.add(new Trend.Point(day.day(), day.late()));
        }
        // counts stop at a thousand, and the sum of the day goes on
        long now = late.isMore() && !days.isEmpty() ? days.getLast().late() : late.value();
        past.add(new Trend.Point(today, now));
        var ahead = new ArrayList<Trend.Point>();
        for (int i = 0; i < due.size(); i++) {
            ahead.add(new Trend.Point(today.plusDays(i), now));
            now += due.get(i).value();
        }
        return Trend.of(
                "burndown",
                "Late findings, and what becomes late if nothing is done",
                "finding",
                List.of(new Trend.Line("late", "violated", past, ahead)),
                List.of());
    }
}
