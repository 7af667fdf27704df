// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

/// A text is not well-formed, or goes beyond a limit: the only exception a reader lets out.
public final class SyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /// Both counted from 1; 0 where unknown.
    public SyntaxException(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /// The message with its position, as a gap or an error shows it.
    public String describe() {
        return line == 0
                ? String.valueOf(getMessage())
                : "line %d, column %d: %s".formatted(line, column, getMessage());
    }
}
