// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sarif;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;

/// Texts and addresses as SARIF demands them.
final class SarifText {

    private static final String UNRESERVED = "-._~";

    private SarifText() {}

    /// A text that is shown as it is: brackets would make a link (SARIF 2.1.0 §3.11.6) and braces a
    /// placeholder (§3.11.5).
    static String plain(String text) {
        var out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '[', ']', '\\' -> out.append('\\').append(c);
                case '{', '}' -> out.append(c).append(c);
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /// A text in Markdown that is shown as it is.
    static String markdown(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n', '\r' -> out.append(' ');
                case '<' -> out.append("&lt;");
                case '&' -> out.append("&amp;");
                case '{', '}' -> out.append(c).append(c);
                case '\\', '`', '*', '_', '[', ']', '#', '|', '~', '!', '>' ->
                    out.append('\\').append(c);
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /// A relative reference to a file (RFC 3986): everything but unreserved characters and slashes is
    /// percent-encoded, so that no path can be read as a scheme, a query or a fragment.
    static String uri(String path) {
        var out = new StringBuilder(path.length() + 16);
        var bytes = UTF_8.encode(CharBuffer.wrap(path));
        while (bytes.hasRemaining()) {
            int b = bytes.get() & 0xFF;
            boolean letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (letter || b == '/' || UNRESERVED.indexOf(b) >= 0) out.append((char) b);
            else out.append('%').append(hex(b >> 4)).append(hex(b & 0xF));
        }
        return out.isEmpty() ? "." : out.toString();
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }
}
