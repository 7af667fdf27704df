// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

/// A stretch of text, lines and columns counted from 1, the end column exclusive.
///
/// Columns count UTF-16 code units, as SARIF's default does (SARIF 2.1.0, §3.14.17).
public record Region(int startLine, int startColumn, int endLine, int endColumn) implements Comparable<Region> {

    public Region {
        if (startLine < 1 || startColumn < 1 || endLine < startLine || endColumn < 1) {
            throw new IllegalArgumentException(
                    "not a region: %d:%d-%d:%d".formatted(startLine, startColumn, endLine, endColumn));
        }
    }

    /// The place at one character, where only the start is known.
    public static Region at(int line, int column) {
        return new Region(line, column, line, column);
    }

    @Override
    public int compareTo(Region other) {
        int order = Integer.compare(startLine, other.startLine);
        if (order == 0) order = Integer.compare(startColumn, other.startColumn);
        if (order == 0) order = Integer.compare(endLine, other.endLine);
        return order == 0 ? Integer.compare(endColumn, other.endColumn) : order;
    }
}
