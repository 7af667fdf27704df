// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// An axis of days with marks that fall where people count from: Mondays, every other Monday, or the first of months.
record Days(LocalDate first, LocalDate last) {

    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final int FEW = 35;
    private static final int SOME = 80;

    long length() {
        return Math.max(1, ChronoUnit.DAYS.between(first, last));
    }

    /// Where a day is, from 0 to 1.
    double share(LocalDate day) {
        return (double) ChronoUnit.DAYS.between(first, day) / length();
    }

    List<LocalDate> ticks() {
        if (length() <= 7) return List.of(first, last);
        if (length() > SOME) {
            return until(first.minusDays(1).with(TemporalAdjusters.firstDayOfNextMonth()), ChronoUnit.MONTHS, 1);
        }
        LocalDate monday = first.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        return until(monday, ChronoUnit.WEEKS, length() <= FEW ? 1 : 2);
    }

    private List<LocalDate> until(LocalDate start, ChronoUnit unit, long step) {
        return Stream.iterate(start, day -> !day.isAfter(last), day -> day.plus(step, unit))
                .toList();
    }

    static String label(LocalDate day) {
        return LABEL.format(day);
    }
}
