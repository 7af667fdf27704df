// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import java.util.Comparator;

/// A mistake in a rule file.
///
/// @param line counted from 1
/// @param column counted from 1
/// @param source the line it stands in, for the caret; empty when it is not shown
public record RuleProblem(String file, int line, int column, String message, String source)
        implements Comparable<RuleProblem> {

    private static final Comparator<RuleProblem> ORDER = Comparator.comparing(RuleProblem::file)
            .thenComparingInt(RuleProblem::line)
            .thenComparingInt(RuleProblem::column)
            .thenComparing(RuleProblem::message)
            .thenComparing(RuleProblem::source);

    private static final int WIDEST = 240;

    @Override
    public int compareTo(RuleProblem other) {
        return ORDER.compare(this, other);
    }

    /// The place and the mistake on one line.
    public String describe() {
        return "%s:%d:%d: %s".formatted(file, line, column, message);
    }

    /// The mistake, the line it stands in and a caret below the place. Not escaped for a terminal.
    public String render() {
        if (source.isEmpty() || source.length() > WIDEST) return describe();
        var blanks = new StringBuilder();
        for (int i = 0; i < Math.min(column - 1, source.length()); i++) {
            blanks.append(source.charAt(i) == '\t' ? '\t' : ' ');
        }
        return "%s\n  | %s\n  | %s^".formatted(describe(), source, blanks);
    }
}
