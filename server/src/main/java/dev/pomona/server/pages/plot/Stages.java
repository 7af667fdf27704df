// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import dev.pomona.server.pages.view.Show;
import gg.jte.Content;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Time to answer by advisory: how long after it was known here each stage was done. The axis is logarithmic, since a
/// second and an hour are both to be seen.
public final class Stages {

    private static final int WIDTH = 560;
    private static final double LEFT = 140;
    private static final double RIGHT = 420;
    private static final double TOP = 30;
    private static final double ROW = 25;
    private static final int LONGEST_NAME = 19;

    private record Mark(Duration at, String words) {}

    private static final List<Mark> AXIS = List.of(
            new Mark(Duration.ofMillis(100), "0.1 s"),
            new Mark(Duration.ofSeconds(1), "1 s"),
            new Mark(Duration.ofSeconds(10), "10 s"),
            new Mark(Duration.ofMinutes(1), "1 min"),
            new Mark(Duration.ofMinutes(10), "10 min"),
            new Mark(Duration.ofHours(1), "1 h"),
            new Mark(Duration.ofDays(1), "1 day"));

    /// How long after it was known; `null` while a stage is not done.
    public record Answer(
            String name,
            @Nullable Duration listed,
            @Nullable Duration decided,
            @Nullable Duration delivered) {

        @Nullable
        Duration last() {
            if (delivered != null) return delivered;
            return decided != null ? decided : listed;
        }
    }

    private final Svg svg;
    private final double longest;

    private Stages(Svg svg, double longest) {
        this.svg = svg;
        this.longest = longest;
    }

    /// @param id unique on the page
    public static Content of(String id, List<Answer> answers) {
        return out -> {
            int height = (int) (TOP + ROW * answers.size() + 12);
            String words =
                    answers.stream().map(one -> one.name() + ": " + said(one)).collect(Collectors.joining("; "));
            var svg = new Svg(out).open(id, WIDTH, height, "Time to answer by advisory and stage", words);
            Duration longest = answers.stream()
                    .map(Answer::last)
                    .filter(java.util.Objects::nonNull)
                    .max(Duration::compareTo)
                    .orElse(Duration.ofSeconds(10));
            Duration end = AXIS.stream()
                    .map(Mark::at)
                    .filter(at -> at.compareTo(longest) >= 0 && at.compareTo(Duration.ofSeconds(10)) >= 0)
                    .findFirst()
                    .orElse(longest);
            var stages = new Stages(svg, log(end));
            stages.axis(height);
            for (int i = 0; i < answers.size(); i++) stages.row(TOP + ROW * (i + 0.5), answers.get(i));
            svg.close();
        };
    }

    private static double log(Duration time) {
        return Math.log10(Math.max(100, time.toMillis()) / 100.0);
    }

    private double x(Duration time) {
        return LEFT + (RIGHT - LEFT) * Math.min(1, log(time) / Math.max(0.1, longest));
    }

    private void axis(int height) {
        for (Mark mark : AXIS) {
            if (log(mark.at()) > longest + 0.001) continue;
            svg.line("grid", x(mark.at()), TOP - 4, x(mark.at()), height - 6);
            svg.label("", x(mark.at()), TOP - 12, "middle", mark.words());
        }
    }

    private void row(double y, Answer answer) {
        String name = answer.name().length() > LONGEST_NAME
                ? answer.name().substring(0, LONGEST_NAME - 1) + "…"
                : answer.name();
        svg.label("name", LEFT - 14, y + 5, "end", name);
        Duration last = answer.last();
        if (last == null || answer.listed() == null) {
            svg.label("", LEFT + 6, y + 5, "start", "being looked for");
            return;
        }
        svg.line("way", x(answer.listed()), y, x(last), y);
        svg.dot("stage listed", x(answer.listed()), y, 5, "list complete after " + Show.brief(answer.listed()));
        if (answer.decided() != null) {
            svg.dot("stage decided", x(answer.decided()), y, 6, "decided after " + Show.brief(answer.decided()));
        }
        if (answer.delivered() != null) {
            double x = x(answer.delivered());
            svg.raw("<path class=\"stage delivered\" d=\"M")
                    .number(x)
                    .raw(" ")
                    .number(y - 8)
                    .raw("l8 8l-8 8l-8-8z\"><title>");
            svg.text("delivered after " + Show.brief(answer.delivered())).raw("</title></path>");
        }
        svg.label(
                "value",
                x(last) + 14,
                y + 5,
                "start",
                Show.brief(last) + (answer.delivered() == null ? ", waiting" : ""));
    }

    private static String said(Answer answer) {
        if (answer.listed() == null) return "being looked for";
        return "list complete after " + Show.brief(answer.listed())
                + (answer.decided() == null ? "" : ", decided after " + Show.brief(answer.decided()))
                + (answer.delivered() == null
                        ? ", not delivered yet"
                        : ", delivered after " + Show.brief(answer.delivered()));
    }
}
