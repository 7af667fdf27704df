// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

/// A pattern that can't be used: it is no pattern, says something that isn't supported, or goes beyond a limit.
public final class RegexException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String pattern;
    private final int offset;

    RegexException(String message, String pattern, int offset) {
        super(message);
        this.pattern = pattern;
        this.offset = offset;
    }

    /// Where in the pattern, in UTF-16 units; the pattern's length when something is missing at its end.
    public int offset() {
        return offset;
    }

    /// The pattern and, in a line below, a caret under the offending place.
    public String caret() {
        return Caret.under(pattern, offset);
    }
}
