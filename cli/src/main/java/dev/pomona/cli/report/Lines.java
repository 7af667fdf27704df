// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.report;

/// Lines that fit the terminal.
final class Lines {

    private Lines() {}

    /// The text, or its beginning and `…` where it is longer than the width.
    static String shortened(String text, int width) {
        if (text.length() <= width) return text;
        int end = Math.max(1, width - 1);
        if (Character.isHighSurrogate(text.charAt(end - 1))) end--;
        return text.substring(0, end).strip() + "…";
    }

    /// The text with blanks up to the width.
    static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
