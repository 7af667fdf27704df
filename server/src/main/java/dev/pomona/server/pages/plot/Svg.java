// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages.plot;

import gg.jte.TemplateOutput;
import java.util.Locale;

/// Writes SVG: tags are ours, texts are escaped by the output.
final class Svg {

    private final TemplateOutput out;

    Svg(TemplateOutput out) {
        this.out = out;
    }

    /// Begins a drawing that is as wide as there is room, and tells those who can't see it what it shows.
    ///
    /// @param id unique on the page
    Svg open(String id, int width, int height, String title, String words) {
        raw("<svg class=\"plot\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-labelledby=\"");
        text(id).raw("-title ").text(id).raw("-words\"><title id=\"").text(id).raw("-title\">");
        text(title).raw("</title><desc id=\"").text(id).raw("-words\">").text(words);
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
        String text = String.format(Locale.ROOT, "%.1f", number);
        return raw(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    }

    /// @param style classes
    void line(String style, double x1, double y1, double x2, double y2) {
        raw("<line class=\"" + style + "\" x1=\"").number(x1).raw("\" y1=\"").number(y1);
        raw("\" x2=\"").number(x2).raw("\" y2=\"").number(y2).raw("\"/>");
    }

    /// @param tip what is said of it when it is pointed at; empty for nothing
    void bar(String style, double x, double y, double width, double height, String tip) {
        if (height <= 0 || width <= 0) return;
        raw("<rect class=\"" + style + "\" x=\"").number(x).raw("\" y=\"").number(y);
        raw("\" width=\"").number(width).raw("\" height=\"").number(height).raw("\" rx=\"1.5\"");
        if (tip.isEmpty()) raw("/>");
        else raw("><title>").text(tip).raw("</title></rect>");
    }

    void dot(String style, double x, double y, double radius, String tip) {
        raw("<circle class=\"" + style + "\" cx=\"").number(x).raw("\" cy=\"").number(y);
        raw("\" r=\"").number(radius);
        if (tip.isEmpty()) raw("\"/>");
        else raw("\"><title>").text(tip).raw("</title></circle>");
    }

    /// @param anchor `start`, `middle` or `end`
    void label(String style, double x, double y, String anchor, String text) {
        raw("<text");
        if (!style.isEmpty()) raw(" class=\"" + style + "\"");
        raw(" x=\"").number(x).raw("\" y=\"").number(y);
        if (!anchor.equals("start")) raw("\" text-anchor=\"" + anchor);
        raw("\">").text(text).raw("</text>");
    }
}
