// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

/// How much a reader accepts before it throws a [SyntaxException].
///
/// @param depth of nested values or elements
/// @param nodes values, keys and elements together; a YAML alias counts as much as what it stands for
public record Limits(int depth, int nodes) {

    /// Deep enough for anything written by a person or a package manager; the nodes of a lock file of about a gigabyte.
    public static final Limits DEFAULT = new Limits(256, 20_000_000);

    private static final int BYTES_OF_A_VALUE = 4;
    private static final int FEW_VALUES = 10_000;

    /// Of a text that came from anybody: it has as many values, keys and ends as its length makes likely, so that what
    /// it takes in
    /// memory is some twenty times its length at most, and not fifty.
    public static Limits ofLength(int characters) {
        return new Limits(DEFAULT.depth(), Math.max(FEW_VALUES, characters / BYTES_OF_A_VALUE));
    }

    void check(int atDepth, long count, int line, int column) {
        if (atDepth > depth) throw new SyntaxException("nested deeper than %d".formatted(depth), line, column);
        if (count > nodes) throw new SyntaxException("more than %d values".formatted(nodes), line, column);
    }
}
