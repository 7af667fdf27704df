// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.document;

import java.util.Comparator;

/// A mistake in a document.
///
/// @param line counted from 1
/// @param column counted from 1
public record Issue(String file, int line, int column, String message) implements Comparable<Issue> {

    private static final Comparator<Issue> ORDER = Comparator.comparing(Issue::file)
            .thenComparingInt(Issue::line)
            .thenComparingInt(Issue::column)
            .thenComparing(Issue::message);

    private static final int WIDEST = 160;

    @Override
    public int compareTo(Issue other) {
        return ORDER.compare(this, other);
    }

    /// The mistake with the line it stands in and a caret below the place. Not escaped for a terminal.
    public String render(String source) {
        String head = "%s:%d:%d: %s".formatted(file, line, column, message);
        return source.lines()
                .skip(line - 1L)
                .findFirst()
                .filter(text -> text.length() <= WIDEST)
                .map(text -> "%s\n  | %s\n  | %s^".formatted(head, text, indent(text, column)))
                .orElse(head);
    }

    /// Blanks up to the column, with tabs where the line has tabs so that the caret stands right.
    private static String indent(String text, int column) {
        var blanks = new StringBuilder();
        for (int i = 0; i < Math.min(column - 1, text.length()); i++) {
            blanks.append(text.charAt(i) == '\t' ? '\t' : ' ');
        }
        return blanks.toString();
    }
}
