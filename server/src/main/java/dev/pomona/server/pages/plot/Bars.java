// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import dev.pomona.server.pages.view.Show;
import dev.pomona.store.reading.Count;
import dev.pomona.store.reading.Severities;
import gg.jte.Content;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Small bars that stand in lines of tables, beside their numbers, which are text.
public final class Bars {

    private static final int WHOLE = 1000;

    private Bars() {}

    private record Part(String style, double share) {}

    /// A bar of severities.
    ///
    /// @param most what a bar over the whole width stands for: the same for all bars that are compared
    public static Content severities(String name, Severities severities, int most) {
        double whole = Math.max(1, Math.max(most, severities.total().value()));
        return bar(
                name + ": " + inWords(severities),
                java.util.stream.IntStream.iterate(Severities.RANKS - 1, rank -> rank >= 0, rank -> rank - 1)
                        .mapToObj(
                                rank -> new Part("s" + rank, severities.of(rank).value() / whole))
                        .toList());
    }

    /// A bar of verdicts.
    public static Content verdicts(String name, Count violated, Count incomplete, Count passing) {
        double whole = Math.max(1, violated.plus(incomplete).plus(passing).value());
        return bar(
                "%s: %s may not run, %s incomplete, %s may run".formatted(name, violated, incomplete, passing),
                List.of(
                        new Part("violated", violated.value() / whole),
                        new Part("incomplete", incomplete.value() / whole),
                        new Part("pass", passing.value() / whole)));
    }

    /// A share of something.
    public static Content share(String words, String style, double share) {
        return bar(words, List.of(new Part(style, Math.clamp(share, 0, 1))));
    }

    /// An age beside the age that is allowed.
    ///
    /// @param limit `null` for none
    /// @param longest the age over the whole width
    public static Content age(String name, Duration age, @Nullable Duration limit, Duration longest) {
        double whole = Math.max(1, longest.toSeconds());
        boolean isOver = limit != null && age.compareTo(limit) > 0;
        return out -> {
            var svg = new Svg(out);
            open(svg, name + ": " + Show.span(age) + (limit == null ? "" : " of " + Show.span(limit) + " allowed"));
            double width = WHOLE * age.toSeconds() / whole;
            double allowed = limit == null ? WHOLE : Math.min(WHOLE, WHOLE * limit.toSeconds() / whole);
            part(svg, isOver ? "spent" : "calm", 0, Math.min(width, allowed));
            if (isOver) part(svg, "over", allowed, width - allowed);
            if (limit != null && allowed < WHOLE) {
                svg.raw("<rect class=\"tick\" x=\"").number(allowed - 3).raw("\" y=\"-2\" width=\"6\" height=\"20\"/>");
            }
            svg.close();
        };
    }

    private static Content bar(String words, List<Part> parts) {
        return out -> {
            var svg = new Svg(out);
            open(svg, words);
            double x = 0;
            for (Part part : parts) {
                double width = WHOLE * part.share();
                part(svg, part.style(), x, width);
                x += width;
            }
            svg.close();
        };
    }

    private static void open(Svg svg, String words) {
        svg.raw("<svg class=\"bar\" viewBox=\"0 0 " + WHOLE
                + " 16\" preserveAspectRatio=\"none\" role=\"img\"><title>");
        svg.text(words).raw("</title>");
    }

    private static void part(Svg svg, String style, double x, double width) {
        if (width <= 0) return;
        svg.raw("<rect class=\"" + style + "\" height=\"16\" x=\"").number(x).raw("\" width=\"");
        svg.number(Math.max(4, width)).raw("\"/>");
    }

    /// `3 critical, 1 low`; `nothing open`.
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
}
