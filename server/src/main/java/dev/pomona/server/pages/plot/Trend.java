// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import dev.pomona.server.pages.view.Show;
import gg.jte.Content;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lines over days, each named at its end.
public final class Trend {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 214;
    private static final double LEFT = 38;
    private static final double RIGHT = 452;
    private static final double TOP = 16;
    private static final double BOTTOM = 180;

    /// As much of a name as there is room for behind the lines; the numbers have all of it.
    private static final int LONGEST_NAME = 16;

    /// How far apart the names of two lines stand.
    private static final double GAP = 17;

    /// @param value what was counted that day
    public record Point(LocalDate day, long value) {}

    /// @param style a class of the style sheet: `s5`, `opened` …
    /// @param ahead how it will go on if nothing happens, from the day of the last point on; empty when
    ///     nobody knows
    public record Line(String name, String style, List<Point> points, List<Point> ahead) {

        public Line(String name, String style, List<Point> points) {
            this(name, style, points, List.of());
        }

        Stream<Point> all() {
            return Stream.concat(points.stream(), ahead.stream());
        }
    }

    /// A value that was promised to be kept.
    ///
    /// @param words what it is
    public record Limit(long value, String words) {}

    private final Svg svg;
    private final Days days;
    private final Steps steps;

    private Trend(Svg svg, Days days, Steps steps) {
        this.svg = svg;
        this.days = days;
        this.steps = steps;
    }

    /// @param id unique on the page
    /// @param unit what is counted, in the singular
    /// @param limits drawn across
    public static Content of(String id, String title, String unit, List<Line> lines, List<Limit> limits) {
        List<Line> drawn =
                lines.stream().filter(line -> !line.points().isEmpty()).toList();
        return out -> {
            var svg = new Svg(out).open(id, WIDTH, HEIGHT, title, words(drawn, unit));
            var last = drawn.stream().flatMap(Line::all).map(Point::day).max(LocalDate::compareTo);
            if (last.isEmpty()) {
                svg.label("", WIDTH / 2.0, HEIGHT / 2.0, "middle", "Nothing was counted yet");
                svg.close();
                return;
            }
            LocalDate first = drawn.stream()
                    .flatMap(Line::all)
                    .map(Point::day)
                    .min(LocalDate::compareTo)
                    .orElseThrow();
            long most = Stream.concat(
                            drawn.stream().flatMap(Line::all).map(Point::value),
                            limits.stream().map(Limit::value))
                    .max(Long::compareTo)
                    .orElse(1L);
            var trend = new Trend(svg, new Days(first, last.get()), Steps.upTo(most));
            trend.axes();
            limits.forEach(trend::limit);
            drawn.forEach(trend::line);
            trend.names(drawn);
            svg.close();
            trend.numbers(title, drawn).write(svg);
        };
    }

    private double x(LocalDate day) {
        return LEFT + (RIGHT - LEFT) * days.share(day);
    }

    private double y(long value) {
        return BOTTOM - (BOTTOM - TOP) * value / steps.most();
    }

    private void axes() {
        for (long tick : steps.ticks()) {
            svg.line(tick == 0 ? "axis" : "grid", LEFT, y(tick), RIGHT, y(tick));
            svg.label("", LEFT - 7, y(tick) + 4.5, "end", Show.number(tick));
        }
        for (LocalDate tick : days.ticks()) {
            svg.line("axis", x(tick), BOTTOM, x(tick), BOTTOM + 5);
            // one that stands at the end would stand in the names of the lines
            String anchor = days.share(tick) > 0.95 ? "end" : days.share(tick) < 0.03 ? "start" : "middle";
            svg.label("", x(tick), BOTTOM + 21, anchor, Days.label(tick));
        }
    }

    private void limit(Limit limit) {
        svg.line("limit", LEFT, y(limit.value()), RIGHT, y(limit.value()));
        svg.label("limit-name", LEFT + 4, y(limit.value()) - 5, "start", limit.words());
    }

    private void line(Line line) {
        svg.raw("<g>");
        way("line " + line.style(), line.points());
        if (!line.ahead().isEmpty()) {
            way("line ahead " + line.style(), line.ahead());
            Point now = line.ahead().getFirst();
            svg.line("now", x(now.day()), TOP, x(now.day()), BOTTOM);
            svg.label("", x(now.day()), TOP - 4, days.share(now.day()) < 0.1 ? "start" : "middle", "today");
        }
        Point end = line.all().reduce((_, later) -> later).orElseThrow();
        svg.dot(line.style(), x(end.day()), y(end.value()), 3.5, "");
        svg.raw("</g>");
    }

    private void way(String style, List<Point> points) {
        svg.raw("<polyline class=\"" + style + "\" points=\"");
        for (Point point : points) {
            svg.number(x(point.day())).raw(",").number(y(point.value())).raw(" ");
        }
        svg.raw("\"/>");
    }

    /// The names stand where the lines end, pushed apart where these end close to each other.
    private void names(List<Line> lines) {
        record Name(Line line, double y, long value) {}
        var names = new ArrayList<Name>();
        for (Line line : lines) {
            Point end = line.all().reduce((_, later) -> later).orElseThrow();
            names.add(new Name(line, y(end.value()), end.value()));
        }
        names.sort(Comparator.comparingDouble(Name::y));
        double lowest = BOTTOM + 4 - GAP * (names.size() - 1);
        double free = TOP;
        for (Name name : names) {
            double y = Math.clamp(name.y() + 4.5, free, Math.max(free, lowest));
            svg.label(
                    "name " + name.line().style(),
                    RIGHT + 9,
                    y,
                    "start",
                    Show.cut(Show.number(name.value()) + " " + name.line().name(), LONGEST_NAME));
            free = y + GAP;
            lowest += GAP;
        }
    }

    private Figure numbers(String title, List<Line> lines) {
        var heads = new ArrayList<>(List.of("Day"));
        lines.forEach(line -> heads.add(line.name()));
        List<List<String>> rows = Stream.concat(days.ticks().stream(), Stream.of(days.last()))
                .distinct()
                .map(day -> {
                    var row = new ArrayList<>(List.of(day.toString()));
                    lines.forEach(line -> row.add(value(line, day)));
                    return (List<String>) row;
                })
                .toList();
        return new Figure(title, heads, rows);
    }

    private static String value(Line line, LocalDate day) {
        @Nullable
        Point found = line.all()
                .filter(point -> !point.day().isAfter(day))
                .max(Comparator.comparing(Point::day))
                .orElse(null);
        return found == null ? "" : Show.number(found.value());
    }

    private static String words(List<Line> lines, String unit) {
        if (lines.isEmpty()) return "Nothing was counted yet.";
        return lines.stream()
                .map(line -> "%s: %s on %s, %s on %s"
                        .formatted(
                                line.name(),
                                Show.count(line.points().getFirst().value(), unit),
                                line.points().getFirst().day(),
                                Show.count(line.points().getLast().value(), unit),
                                line.points().getLast().day()))
                .collect(Collectors.joining("; ", "", "."));
    }
}
