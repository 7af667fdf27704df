// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import dev.pomona.server.pages.view.Show;
import gg.jte.Content;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// What came and what went each day: up from a line in the middle, and down from it.
public final class Flow {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 214;
    private static final double LEFT = 38;
    private static final double RIGHT = 452;
    private static final double TOP = 10;
    private static final double BOTTOM = 180;
    private static final double GAP = 1.2;
    private static final double WIDEST = 40;

    private Flow() {}

    public record Day(LocalDate day, long came, long went) {}

    /// @param id unique on the page
    /// @param came what that is called, as `opened`, which is its class, too
    public static Content of(String id, String title, String came, String went, List<Day> days) {
        return out -> {
            long allCame = days.stream().mapToLong(Day::came).sum();
            long allWent = days.stream().mapToLong(Day::went).sum();
            String words = days.isEmpty()
                    ? "Nothing was counted yet."
                    : "%s %s and %s %s in %s."
                            .formatted(
                                    Show.number(allCame),
                                    came,
                                    Show.number(allWent),
                                    went,
                                    Show.count(days.size(), "day"));
            var svg = new Svg(out).open(id, WIDTH, HEIGHT, title, words);
            if (days.isEmpty()) {
                svg.label("", WIDTH / 2.0, HEIGHT / 2.0, "middle", "Nothing was counted yet");
                svg.close();
                return;
            }
            draw(svg, days, came, went);
            double middle = (TOP + BOTTOM) / 2;
            svg.label("name " + came, RIGHT + 9, middle - 34, "start", Show.number(allCame));
            svg.label("", RIGHT + 9, middle - 17, "start", came);
            svg.label("name " + went, RIGHT + 9, middle + 24, "start", Show.number(allWent));
            svg.label("", RIGHT + 9, middle + 41, "start", went);
            svg.close();
            numbers(title, came, went, days).write(svg);
        };
    }

    private static void draw(Svg svg, List<Day> days, String came, String went) {
        double middle = (TOP + BOTTOM) / 2;
        long most = days.stream()
                .mapToLong(day -> Math.max(day.came(), day.went()))
                .max()
                .orElse(1);
        Steps steps = Steps.upTo(Math.max(2, most));
        double scale = (middle - TOP) / steps.most();
        long marked = steps.ticks().get(steps.ticks().size() / 2);
        for (long tick : new long[] {steps.most(), marked}) {
            for (int side : new int[] {-1, 1}) {
                double y = middle + side * tick * scale;
                svg.line("grid", LEFT, y, RIGHT, y);
                svg.label("", LEFT - 7, y + 4.5, "end", Show.number(tick));
            }
        }
        var axis = new Days(days.getFirst().day(), days.getLast().day());
        double step = (RIGHT - LEFT) / (axis.length() + 1);
        for (Day day : days) {
            double x = LEFT + axis.share(day.day()) * axis.length() * step;
            double width = Math.clamp(step - GAP, 1, WIDEST);
            svg.bar(
                    came,
                    x,
                    middle - day.came() * scale,
                    width,
                    day.came() * scale,
                    day.day() + ": " + Show.number(day.came()) + " " + came);
            svg.bar(
                    went,
                    x,
                    middle,
                    width,
                    day.went() * scale,
                    day.day() + ": " + Show.number(day.went()) + " " + went);
        }
        svg.line("axis", LEFT, middle, RIGHT, middle);
        for (LocalDate tick : axis.ticks()) {
            double x = LEFT + (axis.share(tick) * axis.length() + 0.5) * step;
            String anchor = axis.share(tick) > 0.95 ? "end" : axis.share(tick) < 0.03 ? "start" : "middle";
            svg.label("", x, BOTTOM + 21, anchor, Days.label(tick));
        }
    }

    private static Figure numbers(String title, String came, String went, List<Day> days) {
        var rows = new ArrayList<List<String>>();
        for (int i = days.size(); i > 0; i -= 7) {
            List<Day> week = days.subList(Math.max(0, i - 7), i);
            rows.addFirst(List.of(
                    week.getFirst().day() + " to " + week.getLast().day(),
                    Show.number(week.stream().mapToLong(Day::came).sum()),
                    Show.number(week.stream().mapToLong(Day::went).sum())));
        }
        return new Figure(title, List.of("Days", came, went), rows);
    }
}
