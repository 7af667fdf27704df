// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Collects the mistakes of one rule file, each with the place where it stands.
final class RuleProblems {

    private final String file;
    private final List<String> lines;
    private final SortedSet<RuleProblem> found = new TreeSet<>();

    RuleProblems(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    void add(Node at, String message) {
        add(at.line(), at.column(), message);
    }

    void add(int line, int column, String message) {
        found.add(new RuleProblem(file, Math.max(1, line), Math.max(1, column), message, line(line)));
    }

    /// A mistake inside a text, `offset` characters behind its start: exact for plain and quoted texts on one line and
    /// for
    /// blocks, else at the start.
    void add(Scalar in, int offset, String message) {
        String first = line(in.line());
        char style = in.column() <= first.length() ? first.charAt(in.column() - 1) : ' ';
        switch (style) {
            case '|', '>' -> addInBlock(in, offset, message);
            case '\'' -> add(in.line(), in.column() + 1 + offset + count(in.raw(), '\'', offset), message);
            case '"' -> add(in.line(), in.column() + 1 + offset + count(in.raw(), '\\', offset), message);
            default -> add(in.line(), in.column() + offset, message);
        }
    }

    private void addInBlock(Scalar in, int offset, String message) {
        String before = in.raw().substring(0, Math.min(offset, in.raw().length()));
        int lineBreaks = count(before, '\n', before.length());
        int line = in.line() + 1 + lineBreaks;
        String text = line(line);
        int indent = text.length() - text.stripLeading().length();
        add(line, indent + 1 + before.length() - (before.lastIndexOf('\n') + 1), message);
    }

    /// Quotes and backslashes are written twice.
    private static int count(String text, char wanted, int before) {
        return (int) text.chars().limit(before).filter(c -> c == wanted).count();
    }

    private String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    List<RuleProblem> found() {
        return List.copyOf(found);
    }
}
