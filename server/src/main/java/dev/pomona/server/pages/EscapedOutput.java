// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import gg.jte.html.HtmlTemplateOutput;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes a template's output and escapes what comes from outside it: all of it is foreign.
///
/// Characters that are not seen but change what is seen (controls, directional marks, lone surrogates) are written as
/// their number: a package's name must not be able to pose as another one. Long texts are cut. An address that leads
/// anywhere but to a page of ours or to the web leads nowhere.
final class EscapedOutput implements HtmlTemplateOutput {

    private static final int LONGEST_TEXT = 4000;
    private static final int LONGEST_ADDRESS = 8000;
    private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction", "xlink:href");

    private final StringBuilder out = new StringBuilder(1 << 14);
    private @Nullable String tag;
    private @Nullable String attribute;

    @Override
    public void setContext(@Nullable String tagName, @Nullable String attributeName) {
        tag = tagName;
        attribute = attributeName;
    }

    @Override
    public void writeContent(String value) {
        out.append(value);
    }

    @Override
    public void writeContent(String value, int beginIndex, int endIndex) {
        out.append(value, beginIndex, endIndex);
    }

    @Override
    public void writeUserContent(@Nullable String value) {
        if (value == null) return;
        if (attribute != null && ADDRESSES.contains(attribute)) {
            // behind an address that the template begins, only what leads elsewhere could follow, and it is encoded
            boolean isBeginning = out.charAt(out.length() - 1) == '"';
            escape(!isBeginning || isHarmless(value) ? value : "#", Integer.MAX_VALUE);
        } else {
            // what is being edited must come back whole
            boolean isWhole = "textarea".equals(tag) || "value".equals(attribute);
            escape(value, isWhole ? Integer.MAX_VALUE : LONGEST_TEXT);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private static boolean isHarmless(String address) {
        if (address.length() > LONGEST_ADDRESS) return false;
        boolean isOurs = address.startsWith("/") && !address.startsWith("//") && !address.startsWith("/\\");
        boolean isHere = address.startsWith("?") || address.startsWith("#");
        boolean isWeb = address.startsWith("https://") || address.startsWith("http://");
        if (!isOurs && !isHere && !isWeb) return false;
        return address.chars().allMatch(c -> c > ' ' && c != 0x7f && c != '\\' && !isHidden(c));
    }

    private void escape(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) end--;
        boolean keepsLines = "textarea".equals(tag) || "pre".equals(tag);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                case '\n', '\t' -> out.append(keepsLines ? c : ' ');
                case '\r' -> out.append(keepsLines ? "" : " ");
                default -> {
                    if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                        pair(text.codePointAt(i++));
                    } else if (isHidden(c) || Character.isSurrogate(c)) {
                        number(c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        if (end < text.length()) out.append("… (").append(text.length() - end).append(" more characters)");
    }

    private void pair(int point) {
        // Tags are invisible letters, and the last two of each plane are no characters.
        if ((point >= 0xe0000 && point <= 0xe007f) || (point & 0xfffe) == 0xfffe) number(point);
        else out.appendCodePoint(point);
    }

    private void number(int point) {
        out.append(String.format(Locale.ROOT, "⟨U+%04X⟩", point));
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
