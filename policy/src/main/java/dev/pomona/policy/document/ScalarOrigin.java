// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.document;

import dev.pomona.syntax.Scalar;
import java.util.List;

/// Where the characters of a YAML scalar stand in its document.
///
/// Exact for plain, quoted (without escapes) and literal scalars on one line each. In a folded scalar (`>`), whose
/// lines
/// YAML joins with single blanks, the place is found by walking the lines; elsewhere it falls back to the scalar's
/// start.
final class ScalarOrigin {

    /// A place in the document, both counted from 1.
    record Place(int line, int column) {}

    private final List<String> lines;
    private final Scalar scalar;

    ScalarOrigin(String document, Scalar scalar) {
        this.lines = document.lines().toList();
        this.scalar = scalar;
    }

    Place place(int line, int column) {
        String first = line(scalar.line());
        char style = scalar.column() <= first.length() ? first.charAt(scalar.column() - 1) : ' ';
        return switch (style) {
            case '|' -> literal(line, column);
            case '>' -> folded(column);
            case '"', '\'' -> new Place(scalar.line(), scalar.column() + column);
            default -> new Place(scalar.line(), scalar.column() + column - 1);
        };
    }

    private Place literal(int line, int column) {
        int at = scalar.line() + line;
        return new Place(at, indent(line(at)) + column);
    }

    private Place folded(int column) {
        int left = column;
        for (int at = scalar.line() + 1; at <= lines.size(); at++) {
            String text = line(at).strip();
            if (left <= text.length() + 1) return new Place(at, indent(line(at)) + left);
            left -= text.length() + 1;
        }
        return new Place(scalar.line(), scalar.column());
    }

    private String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
