// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.gitleaks;

/// What patterns are compiled with.
@FunctionalInterface
public interface PatternCompiler {

    /// @throws BadPatternException when it is no pattern, or one that could take too long
    Finder compile(String pattern);

    /// A compiled pattern. One thread at a time.
    interface Finder {

        /// Whether it is found anywhere in [start, end).
        boolean find(byte[] text, int start, int end);

        int groupCount();
    }

    /// A pattern that cannot be used.
    final class BadPatternException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int offset;

        /// @param offset in the pattern, in characters, of what is wrong
        public BadPatternException(String message, int offset) {
            super(message);
            this.offset = offset;
        }

        public int offset() {
            return offset;
        }
    }
}
