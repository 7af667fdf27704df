// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/// Writes elements as they come and escapes every text and attribute. The page is well-formed XML at the same
/// time, style and script aside, so that any parser sees the same elements.
///
/// Characters that are not seen but change what is seen (controls, directional marks, lone surrogates) are
/// written as their number: a package's name must not be able to pose as another one.
final class Page {

    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_LINK = 2000;
    private static final Set<String> VOID = Set.of("meta", "link", "br", "input", "rect", "circle", "line", "path");
    private static final Set<String> OWN_LINE = Set.of(
            "head", "body", "meta", "link", "title", "style", "script", "header", "main", "footer", "nav", "section",
            "div", "h1", "h2", "h3", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr",
            "details", "form", "label", "svg", "rect", "circle", "line", "path", "g");

    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();
    private boolean inTag;

    Page(Writer out) {
        this.out = out;
    }

    /// @param attributes name, value, name, value, …
    Page open(String tag, String... attributes) throws IOException {
        endTag();
        if (OWN_LINE.contains(tag)) out.write('\n');
        out.write('<');
        out.write(tag);
        inTag = true;
        open.push(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            with(attributes[i], attributes[i + 1]);
        }
        return this;
    }

    /// One more attribute of the element just opened.
    Page with(String name, String value) throws IOException {
        if (!inTag) throw new IllegalStateException("no element to give '%s' to".formatted(name));
        out.write(' ');
        out.write(name);
        out.write("=\"");
        escape(value, value.length());
        out.write('"');
        return this;
    }

    /// Text inside the innermost element; of a very long one only the beginning and how much is left out.
    Page text(String text) throws IOException {
        endTag();
        int end = Math.min(text.length(), LONGEST_TEXT);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) end--;
        escape(text, end);
        if (end < text.length()) out.write("… (" + (text.length() - end) + " more characters)");
        return this;
    }

    /// Closes the innermost element.
    Page close() throws IOException {
        String tag = open.pop();
        if (VOID.contains(tag)) {
            if (!inTag) throw new IllegalStateException("<%s> can't have content".formatted(tag));
            out.write("/>");
            inTag = false;
            return this;
        }
        endTag();
        out.write("</");
        out.write(tag);
        out.write('>');
        return this;
    }

    /// An element with nothing but text.
    Page element(String tag, String text, String... attributes) throws IOException {
        return open(tag, attributes).text(text).close();
    }

    /// A link out of the page, or just the text where the address is not plain http(s).
    Page link(String url, String text) throws IOException {
        if (!isWeb(url)) return element("span", text, "class", "plain");
        return element("a", text, "href", url, "rel", "noopener noreferrer", "target", "_blank");
    }

    /// Our own style or script, as it is.
    Page asset(String text) throws IOException {
        endTag();
        out.write(text);
        return this;
    }

    void flush() throws IOException {
        out.flush();
    }

    static boolean isWeb(String url) {
        if (url.length() > LONGEST_LINK) return false;
        if (!url.startsWith("https://") && !url.startsWith("http://")) return false;
        return url.chars().allMatch(c -> c > ' ' && c != 0x7f && c != '\\' && !isHidden(c));
    }

    private void endTag() throws IOException {
        if (inTag) out.write('>');
        inTag = false;
    }

    /// Writes the first `end` characters; those that need nothing in as long stretches as possible.
    private void escape(String text, int end) throws IOException {
        int from = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) continue;
            out.write(text, from, i - from);
            switch (c) {
                case '&' -> out.write("&amp;");
                case '<' -> out.write("&lt;");
                case '>' -> out.write("&gt;");
                case '"' -> out.write("&quot;");
                case '\'' -> out.write("&#39;");
                case '`' -> out.write("&#96;");
                case '\n', '\r', '\t' -> out.write(' ');
                default -> {
                    if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                        i = pair(text, i);
                    } else {
                        number(c);
                    }
                }
            }
            from = i + 1;
        }
        out.write(text, from, Math.max(0, end - from));
    }

    private static boolean isPlain(char c) {
        return switch (c) {
            case '&', '<', '>', '"', '\'', '`' -> false;
            default -> !isHidden(c) && !Character.isSurrogate(c);
        };
    }

    /// Writes the character whose first half is at `i` and returns where its second half is.
    private int pair(String text, int i) throws IOException {
        int point = text.codePointAt(i);
        // Tags are invisible letters, and the last two of each plane are no characters.
        if ((point >= 0xe0000 && point <= 0xe007f) || (point & 0xfffe) == 0xfffe) number(point);
        else out.write(text, i, 2);
        return i + 1;
    }

    private void number(int point) throws IOException {
        out.write(String.format(Locale.ROOT, "⟨U+%04X⟩", point));
    }

    private static boolean isHidden(int c) {
        return c < 0x20
                || (c >= 0x7f && c <= 0x9f)
                || c == 0xad
                || c == 0x61c
                || (c >= 0x200b && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0xfeff
                || (c >= 0xfff9 && c <= 0xfffb)
                || c >= 0xfffe;
    }
}
