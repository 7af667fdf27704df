// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

/// Shows a place in a pattern to a person.
final class Caret {

    /// More of a long pattern than this is left out on either side of the place.
    private static final int AROUND = 60;

    private Caret() {}

    /// Two lines, of which the second holds a caret. What can't be printed is a blank in the first.
    static String under(String pattern, int offset) {
        int from = Math.max(0, offset - AROUND);
        int to = Math.min(pattern.length(), offset + AROUND);
        var line = new StringBuilder(from > 0 ? "…" : "");
        int column = line.length() + offset - from;
        for (int i = from; i < to; i++) line.append(isPrintable(pattern.charAt(i)) ? pattern.charAt(i) : ' ');
        if (to < pattern.length()) line.append('…');
        return line.append('\n').repeat(" ", column).append('^').toString();
    }

    private static boolean isPrintable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
