// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.view;

import dev.pomona.store.reading.Severities;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// Drawings as SVG: each says in words what it shows, and takes its colours from the style.
public final class Plots {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 200;
    private static final int LEFT = 44;
    private static final int BOTTOM = 168;
    private static final int TOP = 12;

    private Plots() {}

    /// A column of a histogram.
    ///
    /// @param style a class of the style sheet: `s5`, `ok`, `late` …
    public record Column(String label, long value, String style) {}

    /// @param id unique on the page
    /// @param unit what is counted, in the singular
    public static Content histogram(String id, String title, String unit, List<Column> columns) {
        return out -> {
            long most =
                    Math.max(1, columns.stream().mapToLong(Column::value).max().orElse(1));
            var svg = new Svg(out).open(id, WIDTH, HEIGHT, title, words(columns, unit));
            svg.grid(most);
            double step = (double) (WIDTH - LEFT) / Math.max(1, columns.size());
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                double height = (double) (BOTTOM - TOP) * column.value() / most;
                double x = LEFT + step * i + step * 0.12;
                svg.raw("<g><title>")
                        .text(column.label() + ": " + Show.count(column.value(), unit))
                        .raw("</title>");
                svg.raw("<rect class=\"")
                        .text(column.style())
                        .raw("\" x=\"")
                        .number(x)
                        .raw("\" y=\"");
                svg.number(BOTTOM - height)
                        .raw("\" width=\"")
                        .number(step * 0.76)
                        .raw("\" height=\"")
                        .number(height);
                svg.raw("\" rx=\"3\"/></g>");
                svg.label(x + step * 0.38, BOTTOM + 20, "middle", column.label());
            }
            svg.close();
        };
    }

    private static String words(List<Column> columns, String unit) {
        return columns.stream()
                .map(column -> column.label() + ": " + Show.count(column.value(), unit))
                .reduce((a, b) -> a + "; " + b)
                .orElse("nothing");
    }

    /// A line of a trend.
    ///
    /// @param style a class of the style sheet
    public record Line(String name, String style, List<Point> points) {}

    public record Point(LocalDate day, long value) {}

    /// Lines over days.
    public static Content trend(String id, String title, String unit, List<Line> lines) {
        return out -> {
            List<Point> all =
                    lines.stream().flatMap(line -> line.points().stream()).toList();
            var svg = new Svg(out).open(id, WIDTH, HEIGHT, title, describe(lines, unit));
            if (!all.isEmpty()) draw(svg, lines, all);
            svg.close();
        };
    }

    private static void draw(Svg svg, List<Line> lines, List<Point> all) {
        LocalDate first = all.stream().map(Point::day).min(LocalDate::compareTo).orElseThrow();
        LocalDate last = all.stream().map(Point::day).max(LocalDate::compareTo).orElseThrow();
        long days = Math.max(1, ChronoUnit.DAYS.between(first, last));
        long most = Math.max(1, all.stream().mapToLong(Point::value).max().orElse(1));
        svg.grid(most);
        svg.label(LEFT, BOTTOM + 20, "start", first.toString());
        svg.label(WIDTH, BOTTOM + 20, "end", last.toString());
        for (Line line : lines) {
            if (line.points().isEmpty()) continue;
            svg.raw("<g><title>")
                    .text(line.name())
                    .raw("</title><polyline class=\"line ")
                    .text(line.style());
            svg.raw("\" points=\"");
            for (Point point : line.points()) {
                double x = LEFT + (double) (WIDTH - 6 - LEFT) * ChronoUnit.DAYS.between(first, point.day()) / days;
                svg.number(x)
                        .raw(",")
                        .number(BOTTOM - (double) (BOTTOM - TOP) * point.value() / most)
                        .raw(" ");
            }
            svg.raw("\"/>");
            Point end = line.points().getLast();
            double x = LEFT + (double) (WIDTH - 6 - LEFT) * ChronoUnit.DAYS.between(first, end.day()) / days;
            svg.raw("<circle class=\"")
                    .text(line.style())
                    .raw("\" cx=\"")
                    .number(x)
                    .raw("\" cy=\"");
            svg.number(BOTTOM - (double) (BOTTOM - TOP) * end.value() / most).raw("\" r=\"4\"/></g>");
        }
    }

    private static String describe(List<Line> lines, String unit) {
        return lines.stream()
                .filter(line -> !line.points().isEmpty())
                .map(line -> "%s from %s on %s to %s on %s"
                        .formatted(
                                line.name(),
                                Show.count(line.points().getFirst().value(), unit),
                                line.points().getFirst().day(),
                                Show.count(line.points().getLast().value(), unit),
                                line.points().getLast().day()))
                .reduce((a, b) -> a + "; " + b)
                .orElse("nothing was counted yet");
    }

    /// One bar, made of severities; its numbers stand beside it as text.
    public static Content bar(String name, Severities severities) {
        return out -> {
            int total = Math.max(1, severities.total().value());
            var svg = new Svg(out);
            svg.raw("<svg class=\"bar\" viewBox=\"0 0 1000 16\" preserveAspectRatio=\"none\" role=\"img\"><title>");
            svg.text(name + ": " + inWords(severities)).raw("</title>");
            double x = 0;
            for (int rank = Severities.RANKS - 1; rank >= 0; rank--) {
                int count = severities.of(rank).value();
                if (count == 0) continue;
                double width = 1000.0 * count / total;
                svg.raw("<rect class=\"s" + rank + "\" y=\"0\" height=\"16\" x=\"")
                        .number(x)
                        .raw("\" width=\"");
                svg.number(width).raw("\"/>");
                x += width;
            }
            svg.raw("</svg>");
        };
    }

    public static String inWords(Severities severities) {
        var words = new StringBuilder();
        for (int rank = Severities.RANKS - 1; rank >= 0; rank--) {
            if (severities.of(rank).isNone()) continue;
            if (!words.isEmpty()) words.append(", ");
            words.append(severities.of(rank))
                    .append(' ')
                    .append(Show.severity(rank).toLowerCase(Locale.ROOT));
        }
        return words.isEmpty() ? "nothing open" : words.toString();
    }

    /// A time at which something happened.
    public record Moment(String what, Instant validAt, Instant knownAt) {}

    /// Both axes of a finding's time: when things were true, and when we knew.
    ///
    /// @param validTo the end on the axis of truth; `now` while it lasts
    /// @param knownTo the end on the axis of knowledge; `now` while it lasts
    public static Content timeline(
            String id,
            Instant validFrom,
            Instant validTo,
            Instant knownFrom,
            Instant knownTo,
            Instant now,
            List<Moment> moments) {
        return out -> {
            Instant start = validFrom.isBefore(knownFrom) ? validFrom : knownFrom;
            double span = Math.max(1, ChronoUnit.SECONDS.between(start, now));
            var svg = new Svg(out)
                    .open(
                            id,
                            WIDTH,
                            122,
                            "When it was true and when we knew",
                            "True from %s to %s, known from %s to %s"
                                    .formatted(
                                            Show.time(validFrom),
                                            Show.time(validTo),
                                            Show.time(knownFrom),
                                            Show.time(knownTo)));
            axis(
                    svg,
                    26,
                    "true",
                    start,
                    span,
                    validFrom,
                    validTo,
                    moments.stream().map(Moment::validAt).toList(),
                    moments);
            axis(
                    svg,
                    66,
                    "known",
                    start,
                    span,
                    knownFrom,
                    knownTo,
                    moments.stream().map(Moment::knownAt).toList(),
                    moments);
            svg.label(64, 112, "start", Show.day(start));
            svg.label(WIDTH, 112, "end", "now");
            svg.close();
        };
    }

    private static void axis(
            Svg svg,
            int y,
            String name,
            Instant start,
            double span,
            Instant from,
            Instant to,
            List<Instant> at,
            List<Moment> moments) {
        svg.label(0, y + 5, "start", name);
        svg.raw("<line class=\"grid\" x1=\"64\" x2=\"" + (WIDTH - 8) + "\" y1=\"" + y + "\" y2=\"" + y + "\"/>");
        double x = place(start, span, from);
        svg.raw("<rect class=\"span\" x=\"").number(x).raw("\" y=\"" + (y - 6) + "\" height=\"12\" rx=\"6\" width=\"");
        svg.number(Math.max(4, place(start, span, to) - x)).raw("\"/>");
        for (int i = 0; i < at.size(); i++) {
            svg.raw("<g><title>")
                    .text(moments.get(i).what() + ", " + Show.time(at.get(i)))
                    .raw("</title>");
            svg.raw("<circle class=\"moment\" cx=\"").number(place(start, span, at.get(i)));
            svg.raw("\" cy=\"" + y + "\" r=\"5\"/></g>");
        }
    }

    private static double place(Instant start, double span, Instant at) {
        double share = ChronoUnit.SECONDS.between(start, at) / span;
        return 64 + Math.clamp(share, 0, 1) * (WIDTH - 72);
    }

    /// Writes SVG; texts are escaped by the output.
    private record Svg(TemplateOutput out) {

        Svg open(String id, int width, int height, String title, String words) {
            raw("<svg class=\"plot\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-labelledby=\"");
            text(id).raw("-title ")
                    .text(id)
                    .raw("-words\"><title id=\"")
                    .text(id)
                    .raw("-title\">")
                    .text(title);
            raw("</title><desc id=\"").text(id).raw("-words\">").text(words);
            return raw("</desc>");
        }

        void close() {
            raw("</svg>");
        }

        Svg raw(String content) {
            out.writeContent(content);
            return this;
        }

        Svg text(String text) {
            out.writeUserContent(text);
            return this;
        }

        Svg number(double number) {
            return raw(String.format(Locale.ROOT, "%.1f", number));
        }

        void label(double x, double y, String anchor, String text) {
            raw("<text x=\"").number(x).raw("\" y=\"").number(y).raw("\" text-anchor=\"" + anchor + "\">");
            text(text).raw("</text>");
        }

        void grid(long most) {
            for (int i = 0; i <= 2; i++) {
                double y = BOTTOM - (BOTTOM - TOP) * i / 2.0;
                raw("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + WIDTH + "\" y1=\"")
                        .number(y);
                raw("\" y2=\"").number(y).raw("\"/>");
                if (i < 2 || most > 1) label(LEFT - 6, y + 4, "end", Show.number(Math.round(most * i / 2.0)));
            }
        }
    }
}
