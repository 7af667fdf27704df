// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import dev.pomona.server.pages.view.Show;
import gg.jte.Content;
import java.util.List;
import java.util.stream.Collectors;

/// Columns with their numbers above them.
public final class Histogram {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 200;
    private static final double TOP = 30;
    private static final double BOTTOM = 168;

    private Histogram() {}

    /// @param label short, below it
    /// @param style a class of the style sheet: `calm`, `over` …
    public record Column(String label, long value, String style) {}

    /// A line between two columns.
    ///
    /// @param before the index of the column that it stands before
    /// @param words what it means
    public record Mark(int before, String words) {}

    /// @param id unique on the page
    /// @param unit what is counted, in the singular
    public static Content of(String id, String title, String unit, List<Column> columns, List<Mark> marks) {
        return out -> {
            String words = columns.stream()
                    .map(column -> column.label() + ": " + Show.count(column.value(), unit))
                    .collect(Collectors.joining("; "));
            var svg = new Svg(out).open(id, WIDTH, HEIGHT, title, words.isEmpty() ? "nothing" : words);
            long most =
                    Math.max(1, columns.stream().mapToLong(Column::value).max().orElse(1));
            double step = (double) WIDTH / Math.max(1, columns.size());
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                double height = (BOTTOM - TOP) * column.value() / most;
                double middle = step * (i + 0.5);
                svg.bar(
                        column.style(),
                        step * i + step * 0.1,
                        BOTTOM - height,
                        step * 0.8,
                        height,
                        column.label() + ": " + Show.count(column.value(), unit));
                if (column.value() > 0) {
                    svg.label("value", middle, BOTTOM - height - 6, "middle", Show.number(column.value()));
                }
                svg.label("", middle, BOTTOM + 20, "middle", column.label());
            }
            svg.line("axis", 0, BOTTOM, WIDTH, BOTTOM);
            for (Mark mark : marks) {
                double x = step * mark.before();
                boolean isLate = mark.before() * 2 > columns.size();
                svg.line("limit", x, 4, x, BOTTOM);
                svg.label("limit-name", isLate ? x - 6 : x + 6, 14, isLate ? "end" : "start", mark.words());
            }
            svg.close();
        };
    }
}
