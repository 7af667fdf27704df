// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// How bad against how likely: a line for each severity, findings along it by their EPSS probability on a
/// logarithmic scale. Findings that fall together are one dot, the more the larger; those known to be exploited
/// are diamonds.
final class EpssStrip {

    private static final int LEFT = 84;
    private static final int RIGHT = 620;
    private static final int WIDTH = 640;
    private static final int LINE = 44;
    private static final int STEP = 14;
    private static final double LEAST = 0.0001;

    private final Page page;

    EpssStrip(Page page) {
        this.page = page;
    }

    /// Findings of about the same probability.
    private static final class Dot {
        private int count;
        private double least = 1;
        private double most;
        private String example = "";

        private void add(Row row, double probability) {
            if (count++ == 0) example = row.detail().vulnerability().id();
            least = Math.min(least, probability);
            most = Math.max(most, probability);
        }

        private String inWords() {
            String range = Words.percent(least).equals(Words.percent(most))
                    ? Words.percent(least)
                    : Words.percent(least) + " to " + Words.percent(most);
            return count == 1 ? example + ", " + range : example + " and " + (count - 1) + " more, " + range;
        }
    }

    void write(List<Row> rows) throws IOException {
        List<Severity> lines = Tally.worstFirst().stream()
                .filter(severity -> severity != Severity.NONE)
                .filter(severity -> rows.stream().anyMatch(row -> row.severity() == severity))
                .toList();
        long unscored = rows.stream()
                .filter(row -> row.detail().vulnerability().epss() == null)
                .count();
        if (unscored == rows.size()) {
            page.element("p", "None of the findings has an EPSS score.", "class", "muted");
            return;
        }
        int bottom = lines.size() * LINE + 8;
        page.open("svg", "class", "strip", "viewBox", "0 0 " + WIDTH + " " + (bottom + 30), "role", "img");
        page.with("aria-labelledby", "epss-title epss-words");
        page.element("title", "Severity against likelihood of exploitation", "id", "epss-title");
        page.element("desc", words(rows), "id", "epss-words");
        for (double mark : new double[] {0.0001, 0.001, 0.01, 0.1, 1}) mark(mark, bottom);
        for (Severity severity : lines) line(severity, lines.indexOf(severity) * LINE + LINE / 2 + 4, rows);
        page.close();
        if (unscored > 0) {
            page.element("p", Words.count(unscored, "finding") + " without an EPSS score", "class", "muted");
        }
    }

    private static String words(List<Row> rows) {
        var likely = rows.stream()
                .filter(row -> {
                    var epss = row.detail().vulnerability().epss();
                    return epss != null && epss.probability() >= 0.1;
                })
                .toList();
        return "%s likely to be exploited within 30 days with 10 %% or more: %s."
                .formatted(
                        Words.count(likely.size(), "finding"), Tally.of(likely).inWords());
    }

    private void mark(double probability, int bottom) throws IOException {
        String x = number(x(probability));
        page.open("line", "class", "grid", "x1", x, "x2", x, "y1", "4", "y2", Integer.toString(bottom))
                .close();
        page.element(
                "text",
                probability == 1 ? "100 %" : Words.percent(probability).replace(".0 ", " "),
                "x",
                x,
                "y",
                Integer.toString(bottom + 20),
                "text-anchor",
                probability == 1 ? "end" : "middle");
    }

    private void line(Severity severity, int y, List<Row> rows) throws IOException {
        page.element("text", Words.capital(severity), "x", "0", "y", Integer.toString(y + 5));
        page.open("line", "class", "grid", "x1", Integer.toString(LEFT), "x2", Integer.toString(RIGHT));
        page.with("y1", Integer.toString(y)).with("y2", Integer.toString(y)).close();
        var dots = new TreeMap<Long, Dot>();
        var exploited = new TreeMap<Long, Dot>();
        for (Row row : rows) {
            var epss = row.detail().vulnerability().epss();
            if (row.severity() != severity || epss == null) continue;
            long step = Math.round(x(epss.probability()) / STEP);
            (row.isExploited() ? exploited : dots)
                    .computeIfAbsent(step, _ -> new Dot())
                    .add(row, epss.probability());
        }
        for (var dot : dots.entrySet()) {
            page.open("g").element("title", dot.getValue().inWords());
            page.open("circle", "class", Words.style(severity), "cx", number((double) dot.getKey() * STEP));
            page.with("cy", Integer.toString(y)).with("r", number(radius(dot.getValue().count)));
            page.close().close();
        }
        for (var dot : exploited.entrySet()) {
            double x = dot.getKey() * STEP;
            double r = radius(dot.getValue().count) + 3;
            String d = "M" + number(x) + " " + number(y - r) + "L" + number(x + r) + " " + number(y) + "L" + number(x)
                    + " " + number(y + r) + "L" + number(x - r) + " " + number(y) + "Z";
            page.open("g").element("title", dot.getValue().inWords() + ", known to be exploited");
            page.open("path", "class", Words.style(severity) + " kev", "d", d)
                    .close()
                    .close();
        }
    }

    private static double x(double probability) {
        double share = Math.log10(Math.clamp(probability, LEAST, 1) / LEAST) / -Math.log10(LEAST);
        return LEFT + 10 + share * (RIGHT - LEFT - 10);
    }

    private static double radius(int count) {
        return Math.min(20, 4 + 1.6 * (Math.sqrt(count) - 1));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
