// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import dev.pomona.server.pages.view.Show;
import gg.jte.Content;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Both axes of a finding's time: when it was true, and when we knew.
public final class Timeline {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 118;
    private static final double LEFT = 104;
    private static final double RIGHT = 552;
    private static final double TRUE = 28;
    private static final double KNOWN = 66;

    /// Something that happened.
    ///
    /// @param number of the entry in the list below
    public record Moment(int number, String what, Instant validAt, Instant knownAt) {}

    private final Svg svg;
    private final Instant start;
    private final double length;

    private Timeline(Svg svg, Instant start, double length) {
        this.svg = svg;
        this.start = start;
        this.length = length;
    }

    /// @param validTo the end on the axis of truth; `null` while it lasts
    /// @param knownTo the end on the axis of knowledge; `null` while it lasts
    public static Content of(
            String id,
            Instant validFrom,
            @Nullable Instant validTo,
            Instant knownFrom,
            @Nullable Instant knownTo,
            Instant now,
            List<Moment> moments) {
        return out -> {
            Instant start = moments.stream()
                    .flatMap(moment -> java.util.stream.Stream.of(moment.validAt(), moment.knownAt()))
                    .reduce(validFrom.isBefore(knownFrom) ? validFrom : knownFrom, (a, b) -> a.isBefore(b) ? a : b);
            var svg = new Svg(out)
                    .open(
                            id,
                            WIDTH,
                            HEIGHT,
                            "When it was true and when we knew",
                            "True from %s %s; known from %s %s"
                                    .formatted(
                                            Show.time(validFrom),
                                            until(validTo),
                                            Show.time(knownFrom),
                                            until(knownTo)));
            var timeline = new Timeline(svg, start, Math.max(1, ChronoUnit.SECONDS.between(start, now)));
            timeline.scale(now);
            timeline.axis(TRUE, "it was true", validFrom, validTo, now);
            timeline.axis(KNOWN, "we knew", knownFrom, knownTo, now);
            for (Moment moment : moments) {
                timeline.moment(TRUE, moment, moment.validAt());
                timeline.moment(KNOWN, moment, moment.knownAt());
            }
            svg.close();
        };
    }

    private static String until(@Nullable Instant end) {
        return end == null ? "until now" : "to " + Show.time(end);
    }

    private double x(Instant at) {
        double share = ChronoUnit.SECONDS.between(start, at) / length;
        return LEFT + Math.clamp(share, 0, 1) * (RIGHT - LEFT);
    }

    private void scale(Instant now) {
        var days = new Days(LocalDate.ofInstant(start, ZoneOffset.UTC), LocalDate.ofInstant(now, ZoneOffset.UTC));
        for (LocalDate tick : days.ticks()) {
            Instant at = tick.atStartOfDay(ZoneOffset.UTC).toInstant();
            // the word for the end stands there
            if (at.isBefore(start) || x(at) > RIGHT - 70) continue;
            svg.line("grid", x(at), 10, x(at), KNOWN + 18);
            svg.label("", x(at), HEIGHT - 12, "middle", Days.label(tick));
        }
        svg.label("", RIGHT, HEIGHT - 12, "end", "now");
    }

    private void axis(double y, String name, Instant from, @Nullable Instant to, Instant now) {
        svg.label("name", 0, y + 4.5, "start", name);
        svg.line("axis", LEFT, y, RIGHT, y);
        double begin = x(from);
        double end = x(to == null ? now : to);
        svg.raw("<rect class=\"span\" x=\"").number(begin).raw("\" y=\"").number(y - 6);
        svg.raw("\" height=\"12\" rx=\"6\" width=\"")
                .number(Math.max(6, end - begin))
                .raw("\"/>");
    }

    private void moment(double y, Moment moment, Instant at) {
        String tip = "%d %s, %s".formatted(moment.number(), moment.what(), Show.time(at));
        svg.dot("moment", x(at), y, 8, tip);
        svg.label("number", x(at), y + 4, "middle", Integer.toString(moment.number()));
    }
}
