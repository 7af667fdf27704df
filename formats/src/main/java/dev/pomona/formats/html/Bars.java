// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import dev.pomona.model.advisory.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Horizontal bars, each made of its severities. Names and numbers are text beside the drawing, so that they can
/// be read at any width, by anyone and without colours.
final class Bars {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 16;

    private final Page page;

    Bars(Page page) {
        this.page = page;
    }

    /// @param most how many bars to draw; what is beyond is said in words
    /// @param filter the filter that a name stands for; empty for none
    void write(List<Tally.Named> bars, int most, String filter) throws IOException {
        int longest = bars.stream().mapToInt(bar -> bar.tally().total()).max().orElse(1);
        page.open("ul", "class", "bars");
        for (Tally.Named bar : bars.subList(0, Math.min(most, bars.size()))) {
            page.open("li");
            name(bar.name(), filter);
            page.element("span", bar.tally().inWords(), "class", "counts");
            bar(bar.name(), bar.tally(), longest);
            page.close();
        }
        page.close();
        if (bars.size() > most) {
            int findings = bars.subList(most, bars.size()).stream()
                    .mapToInt(bar -> bar.tally().total())
                    .sum();
            page.element(
                    "p",
                    "and %s more with %s".formatted(Words.number(bars.size() - most), Words.count(findings, "finding")),
                    "class",
                    "muted");
        }
    }

    private void name(String name, String filter) throws IOException {
        if (filter.isEmpty()) page.element("span", name, "class", "name");
        else page.element("a", name, "class", "name", "href", "#findings", "data-set", filter + "=" + name);
    }

    /// @param whole the number of findings that a bar of full width stands for
    void bar(String name, Tally tally, int whole) throws IOException {
        page.open("svg", "class", "bar", "viewBox", "0 0 " + WIDTH + " " + HEIGHT);
        page.with("preserveAspectRatio", "none").with("role", "img");
        page.element("title", name + ": " + tally.inWords());
        double x = 0;
        for (Severity severity : Tally.worstFirst()) {
            int count = tally.of(severity);
            if (count == 0) continue;
            double width = (double) WIDTH * count / Math.max(1, whole);
            page.open("rect", "class", Words.style(severity), "x", number(x), "y", "0");
            page.with("width", number(width))
                    .with("height", Integer.toString(HEIGHT))
                    .close();
            x += width;
        }
        page.close();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
